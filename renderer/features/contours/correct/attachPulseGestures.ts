/** A pointer over a waveform close enough to see samples: clicks add and remove pulses, drags move them. */
import type { ContourCorrection, PulseSlice } from '../../../../preload/contract/contours.ts';
import { describeTime } from '../../../client/clock.ts';
import { startDrag } from '../../../shared/ui/startDrag.ts';
import { useViewport } from '../../../state/viewport.ts';
import { pxToSample, sampleToPx } from '../../../state/viewportMaths.ts';

/** What is being done to which pulses, to be drawn before it is. */
export interface PulseGesture {
  readonly pulses: PulseSlice;
  readonly removedSec: number | null;
  readonly addedSec: number | null;
}

export interface PulseScene {
  readonly pulses: PulseSlice;
  readonly sampleRateHz: number;
  show(gesture: PulseGesture | null): void;
  hover(text: string | null): void;
  apply(corrections: readonly ContourCorrection[]): void;
}

const grabPx = 4;
const coarsestSecPerPx = 1e-4; // further out a pixel is no place for a pulse

export function canPlacePulses(samplesPerPixel: number, sampleRateHz: number): boolean {
  return samplesPerPixel <= coarsestSecPerPx * sampleRateHz;
}

export function removalOf(timeSec: number, sampleRateHz: number): ContourCorrection {
  return { kind: 'removePulse', atSample: Math.round(timeSec * sampleRateHz) };
}

export function additionAt(sample: number): ContourCorrection {
  const atSample = Math.floor(sample);
  return { kind: 'addPulse', atSample, fraction: sample - atSample };
}

export function attachPulseGestures(lane: HTMLElement, sceneOf: () => PulseScene): () => void {
  let stopDrag: () => void = () => undefined;

  const isClose = () => canPlacePulses(useViewport.getState().samplesPerPixel, sceneOf().sampleRateHz);
  const sampleAt = (event: MouseEvent) => {
    const view = useViewport.getState();
    const sample = pxToSample(view, event.clientX - lane.getBoundingClientRect().left);
    return Math.min(Math.max(sample, 0), view.lengthSamples);
  };
  const pulseUnder = (event: MouseEvent): number | null => {
    const { pulses, sampleRateHz } = sceneOf();
    const view = useViewport.getState();
    const x = event.clientX - lane.getBoundingClientRect().left;
    const far = (timeSec: number) => Math.abs(sampleToPx(view, timeSec * sampleRateHz) - x);
    const nearest = pulses.timesSec.reduce<number | null>(
      (best, timeSec) => (best === null || far(timeSec) < far(best) ? timeSec : best),
      null,
    );
    return nearest !== null && far(nearest) <= grabPx ? nearest : null;
  };

  const onDown = (down: PointerEvent) => {
    if (down.button !== 0 || !down.isPrimary || !isClose()) return;
    down.stopPropagation();
    lane.focus({ preventScroll: true });
    const held = pulseUnder(down);
    const gestureTo = (event: PointerEvent, hasMoved: boolean): PulseGesture => {
      const { pulses, sampleRateHz } = sceneOf();
      const addedSec = held !== null && !hasMoved ? null : sampleAt(event) / sampleRateHz;
      return { pulses, removedSec: held, addedSec };
    };
    stopDrag = startDrag(lane, down, {
      move: (event) => {
        sceneOf().show(gestureTo(event, true));
        return `${held === null ? 'Add pulse at' : 'Move pulse to'} ${describeTime(sampleAt(event))}`;
      },
      end: (event, hasMoved) => {
        const { show, apply, sampleRateHz } = sceneOf();
        const gesture = gestureTo(event, hasMoved);
        show(gesture);
        apply([
          ...(held === null ? [] : [removalOf(held, sampleRateHz)]),
          ...(gesture.addedSec === null ? [] : [additionAt(sampleAt(event))]),
        ]);
      },
      cancel: () => {
        sceneOf().show(null);
      },
    });
  };
  const onMove = (event: PointerEvent) => {
    if (event.buttons !== 0) return;
    const close = isClose();
    const under = close ? pulseUnder(event) : null;
    lane.style.cursor = under !== null ? 'ew-resize' : close ? 'crosshair' : '';
    const { hover, sampleRateHz } = sceneOf();
    hover(under === null ? null : `Pulse at ${(under * sampleRateHz).toFixed(2)} smp, ${under.toFixed(6)} s`);
  };
  const onLeave = () => {
    sceneOf().hover(null);
  };
  const onDouble = (event: MouseEvent) => {
    if (isClose()) event.stopPropagation();
  };
  lane.addEventListener('pointerdown', onDown, true);
  lane.addEventListener('pointermove', onMove);
  lane.addEventListener('pointerleave', onLeave);
  lane.addEventListener('dblclick', onDouble, true);
  return () => {
    stopDrag();
    lane.style.cursor = '';
    lane.removeEventListener('pointerdown', onDown, true);
    lane.removeEventListener('pointermove', onMove);
    lane.removeEventListener('pointerleave', onLeave);
    lane.removeEventListener('dblclick', onDouble, true);
  };
}
