/** A pointer over a pitch lane: clicks and drags take candidates; with Alt they unvoice, with Shift they voice. */
import type { ContourCorrection, PitchCandidateSlice } from '../../../../preload/contract/contours.ts';
import { describeTime } from '../../../client/clock.ts';
import { formatHz } from '../../../shared/format/frequency.ts';
import { formatDuration } from '../../../shared/format/time.ts';
import { startDrag } from '../../../shared/ui/startDrag.ts';
import { useViewport } from '../../../state/viewport.ts';
import { pxToSample } from '../../../state/viewportMaths.ts';
import {
  candidatesAlong,
  frameNear,
  nearestCandidate,
  sampleOfFrame,
  stretchOfFrame,
  type Candidate,
  type Place,
} from './candidateFrames.ts';

/** What is being done, to be drawn before it is. */
export type PitchGesture =
  | { readonly kind: 'path'; readonly path: ReadonlyMap<number, Candidate> }
  | { readonly kind: 'unvoice' | 'voice'; readonly startSample: number; readonly endSample: number };

export interface PitchScene {
  readonly slice: PitchCandidateSlice | null; // null: zoomed out too far for single frames
  readonly yAt: (hz: number) => number;
  readonly sampleRateHz: number;
  show(gesture: PitchGesture | null): void;
  hover(candidate: Candidate | null): void;
  apply(corrections: readonly ContourCorrection[]): void;
}

export function describeCandidate({ frame, hz, strength }: Candidate, scene: PitchScene): string {
  const time = scene.slice === null ? '' : `${describeTime(sampleOfFrame(scene.slice, frame, scene.sampleRateHz))} · `;
  return `${time}${formatHz(hz)} · strength ${strength.toFixed(2)}`;
}

export function attachPitchGestures(lane: HTMLElement, sceneOf: () => PitchScene): () => void {
  let stopDrag: () => void = () => undefined;

  const placeOf = (event: MouseEvent): Place & { readonly sample: number } => {
    const box = lane.getBoundingClientRect();
    const view = useViewport.getState();
    const sample = Math.min(Math.max(pxToSample(view, event.clientX - box.left), 0), view.lengthSamples);
    return { sample, timeSec: sample / sceneOf().sampleRateHz, y: event.clientY - box.top };
  };

  const candidateUnder = (event: MouseEvent): Candidate | null => {
    const { slice, yAt } = sceneOf();
    const { timeSec, y } = placeOf(event);
    const frame = slice === null ? null : frameNear(slice, timeSec);
    return slice === null || frame === null ? null : nearestCandidate(slice, frame, y, yAt);
  };

  const drawPath = (down: PointerEvent) => {
    const path = new Map<number, Candidate>();
    let last = placeOf(down);
    stopDrag = startDrag(lane, down, {
      move: (event) => {
        const scene = sceneOf();
        const now = placeOf(event);
        if (scene.slice !== null)
          for (const candidate of candidatesAlong(scene.slice, last, now, scene.yAt))
            path.set(candidate.frame, candidate);
        last = now;
        scene.show({ kind: 'path', path: new Map(path) });
        const under = candidateUnder(event);
        return under === null ? null : describeCandidate(under, scene);
      },
      end: (event, hasMoved) => {
        const scene = sceneOf();
        const under = hasMoved ? null : candidateUnder(event);
        if (under !== null) path.set(under.frame, under);
        const { slice, sampleRateHz } = scene;
        if (slice === null || path.size === 0) return;
        scene.show({ kind: 'path', path });
        const inOrder = [...path.values()].sort((a, b) => a.frame - b.frame);
        scene.apply(
          inOrder.map(({ frame, hz }) => ({ kind: 'choose', atSample: sampleOfFrame(slice, frame, sampleRateHz), hz })),
        );
      },
      cancel: () => {
        sceneOf().show(null);
      },
    });
  };

  const dragStretch = (down: PointerEvent, kind: 'unvoice' | 'voice') => {
    const from = placeOf(down);
    const stretchTo = (event: PointerEvent) => {
      const { sample } = placeOf(event);
      const startSample = Math.floor(Math.min(from.sample, sample));
      return { startSample, endSample: Math.max(Math.ceil(Math.max(from.sample, sample)), startSample + 1) };
    };
    stopDrag = startDrag(lane, down, {
      move: (event) => {
        const { sampleRateHz, show } = sceneOf();
        const stretch = stretchTo(event);
        show({ kind, ...stretch });
        const length = formatDuration((stretch.endSample - stretch.startSample) / sampleRateHz);
        return `${kind === 'unvoice' ? 'Unvoice' : 'Voice'} ${length}`;
      },
      end: (event, hasMoved) => {
        const { slice, sampleRateHz, show, apply } = sceneOf();
        const frame = slice === null ? null : frameNear(slice, from.timeSec);
        const ofFrame = slice === null || frame === null ? null : stretchOfFrame(slice, frame, sampleRateHz);
        const stretch = hasMoved ? stretchTo(event) : ofFrame;
        if (stretch === null) return;
        show({ kind, ...stretch });
        apply([{ kind, ...stretch }]);
      },
      cancel: () => {
        sceneOf().show(null);
      },
    });
  };

  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || !event.isPrimary) return;
    const isStretch = event.altKey || event.shiftKey;
    // Where frames cannot be told apart, a plain drag selects as ever, which is how one gets closer.
    if (!isStretch && sceneOf().slice === null) return;
    event.stopPropagation();
    lane.focus({ preventScroll: true });
    if (isStretch) dragStretch(event, event.altKey ? 'unvoice' : 'voice');
    else drawPath(event);
  };
  const onMove = (event: PointerEvent) => {
    if (event.buttons === 0) sceneOf().hover(candidateUnder(event));
  };
  const onLeave = () => {
    sceneOf().hover(null);
  };
  const onDouble = (event: MouseEvent) => {
    if (sceneOf().slice !== null) event.stopPropagation(); // two clicks took candidates
  };
  lane.addEventListener('pointerdown', onDown, true);
  lane.addEventListener('pointermove', onMove);
  lane.addEventListener('pointerleave', onLeave);
  lane.addEventListener('dblclick', onDouble, true);
  const cursor = lane.style.cursor;
  lane.style.cursor = 'crosshair';
  return () => {
    stopDrag();
    lane.style.cursor = cursor;
    lane.removeEventListener('pointerdown', onDown, true);
    lane.removeEventListener('pointermove', onMove);
    lane.removeEventListener('pointerleave', onLeave);
    lane.removeEventListener('dblclick', onDouble, true);
  };
}
