/** The pitch and durations that are edited as points, until they are applied or dropped: what is kept, and how it changes. */
import { create } from 'zustand';
import type { PointCurve } from '../../../kernels/melody.ts';
import type { SampleSpan } from '../effectForm.ts';
import type { CurvePoints, PointLimits } from './points.ts';

export type Curve = 'pitch' | 'duration';

/** Of the sound, in seconds from the beginning of the span. */
export interface Melody {
  readonly pulsesSec: readonly number[];
  readonly analysed: PointCurve; // Hz, of the voiced frames
  readonly timeStepSec: number;
}

export interface Manipulation {
  readonly documentId: string;
  readonly trackId: string;
  readonly channel: number; // whose pitch and pulses are taken
  readonly sourceId: string; // of the sound as it was analysed
  readonly sampleRateHz: number;
  readonly span: SampleSpan;
  readonly melody: Melody | null; // null while it is analysed
  readonly isFresh: boolean; // points are still to be made of its pitch
  readonly pitch: CurvePoints;
  readonly duration: CurvePoints;
}

type Points = Pick<Manipulation, Curve>;

export interface Picked {
  readonly curve: Curve;
  readonly ids: ReadonlySet<number>;
}

/** What the fields of the panel hold. */
export interface MelodySettings {
  readonly resolutionSt: number;
  readonly shiftSt: number;
  readonly factor: number;
  readonly range: number;
  readonly monotoneHz: number | null; // null: the mean
  readonly duration: number;
}

export const defaultMelodySettings: MelodySettings = {
  resolutionSt: 2,
  shiftSt: 1,
  factor: 1.1,
  range: 1.5,
  monotoneHz: null,
  duration: 1.25,
};

export interface ManipulationStore {
  readonly now: Manipulation | null;
  readonly picked: Picked;
  readonly before: readonly Points[]; // what can be taken back, the latest last
  readonly settings: MelodySettings;
  readonly notice: string | null; // what has happened to the sound meanwhile
  readonly problem: string | null; // why the last try failed
  readonly jobId: string | null;
}

export const noPick: Picked = { curve: 'pitch', ids: new Set() };

export const idle: Omit<ManipulationStore, 'settings'> = {
  now: null,
  picked: noPick,
  before: [],
  notice: null,
  problem: null,
  jobId: null,
};

export const useManipulation = create<ManipulationStore>()(() => ({ ...idle, settings: defaultMelodySettings }));

const mostSteps = 200;
const durationRange = { minValue: 0.25, maxValue: 3 };
const lowestHz = 20;
const highestHz = 2000;

export function lengthSecOf({ span, sampleRateHz }: Manipulation): number {
  return (span.endSample - span.startSample) / sampleRateHz;
}

export function limitsOf(now: Manipulation, curve: Curve): PointLimits {
  const lengthSec = lengthSecOf(now);
  if (curve === 'duration') return { lengthSec, ...durationRange };
  return { lengthSec, minValue: lowestHz, maxValue: Math.min(highestHz, now.sampleRateHz / 4) };
}

/** Points that are shown, without a step to take back: those of a drag under way. */
export function showPoints(points: Partial<Points>): void {
  useManipulation.setState(({ now }) => (now === null ? {} : { now: { ...now, ...points }, problem: null }));
}

/** Remembers the points as they are, so that what follows can be taken back. */
export function beginStep(): void {
  useManipulation.setState(({ now, before }) =>
    now === null ? {} : { before: [...before, { pitch: now.pitch, duration: now.duration }].slice(-mostSteps) },
  );
}

/** One step that can be taken back; none if nothing changes. */
export function changePoints(points: Partial<Points>): void {
  const { now } = useManipulation.getState();
  if (now === null) return;
  const isSame = (points.pitch ?? now.pitch) === now.pitch && (points.duration ?? now.duration) === now.duration;
  if (isSame) return;
  beginStep();
  showPoints(points);
}

/** @returns whether there was a step */
export function takeBackStep(): boolean {
  const { before, now } = useManipulation.getState();
  const last = before.at(-1);
  if (last === undefined || now === null) return false;
  useManipulation.setState({ now: { ...now, ...last }, before: before.slice(0, -1) });
  return true;
}

export function pick(curve: Curve, ids: Iterable<number>): void {
  useManipulation.setState({ picked: { curve, ids: new Set(ids) } });
}

/** Those picked of a curve that are still there. */
export function pickedOf(curve: Curve): ReadonlySet<number> {
  const { now, picked } = useManipulation.getState();
  if (now === null || picked.curve !== curve) return noPick.ids;
  return new Set(now[curve].flatMap(({ id }) => (picked.ids.has(id) ? [id] : [])));
}
