/** What is under the pointer in a lane, also when the lane moves under a pointer that rests. */
import { useHover, type Hover } from '../../state/hover.ts';
import { useViewport } from '../../state/viewport.ts';
import { pxToSample } from '../../state/viewportMaths.ts';
import { frameTask } from './frameTask.ts';

export interface PointerPlace {
  readonly x: number; // CSS pixels from the left edge of the lane's drawing area
  readonly y: number;
  readonly sample: number; // the nearest of the document
}

export type PointerReading = Pick<Hover, 'channel' | 'frequencyHz' | 'levelDb' | 'amplitude'>;

/** @returns stops it; what this lane was the last to tell is taken back */
export function followPointer(
  host: HTMLElement,
  laneKey: string,
  read: (place: PointerPlace) => PointerReading,
): () => void {
  let pointer: { readonly clientX: number; readonly clientY: number } | null = null;

  const tell = () => {
    if (pointer === null) return;
    const box = host.getBoundingClientRect();
    const v = useViewport.getState();
    const x = pointer.clientX - box.left;
    const sample = Math.min(Math.max(0, Math.round(pxToSample(v, x))), Math.max(0, v.lengthSamples - 1));
    useHover.getState().setHover({ laneKey, sample, ...read({ x, y: pointer.clientY - box.top, sample }) });
  };
  const task = frameTask(tell);
  const onMove = ({ clientX, clientY }: PointerEvent) => {
    pointer = { clientX, clientY };
    tell();
  };
  const onLeave = () => {
    pointer = null;
    const { hover, setHover } = useHover.getState();
    if (hover?.laneKey === laneKey) setHover(null);
  };
  const stopView = useViewport.subscribe(() => {
    if (pointer !== null) task.request();
  });
  host.addEventListener('pointermove', onMove);
  host.addEventListener('pointerleave', onLeave);
  return () => {
    task.cancel();
    stopView();
    onLeave();
    host.removeEventListener('pointermove', onMove);
    host.removeEventListener('pointerleave', onLeave);
  };
}
