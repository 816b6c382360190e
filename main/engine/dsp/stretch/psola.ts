/**
 * Speech with another melody and other durations by pitch-synchronous overlap-add. Grain j of the output is the sound
 * around a mark tⱼ of the original, laid around sⱼ (psolaMarks.ts) under two halves of a Hann window:
 *
 *   y(s) = Σⱼ wⱼ(s − sⱼ)·x(tⱼ + s − sⱼ)      wⱼ falls to 0 at −Lⱼ and Rⱼ
 *
 * Lⱼ, Rⱼ are the distances to the neighbouring marks, inside voiced stretches no longer than the periods of the original
 * beside tⱼ: a lower voice gets pauses between its pulses, not echoes of them. Unvoiced pieces that do not continue each
 * other meet with equal power. Between samples x is interpolated (fractionalRead.ts), so periods are not rounded.
 * With pitch and duration null the result is the sound. Formants stay where they are.
 * Moulines & Charpentier, "Pitch-synchronous waveform processing techniques for text-to-speech synthesis using diphones",
 * Speech Communication 9, 1990, 3–4. Praat's "overlap-add" of a Manipulation does the same job; times are its times
 * (sample n lies at (n + ½)/sampleRateHz).
 */
import { EngineError, throwIfAborted } from '../../core/errors.ts';
import type { WorkOptions } from '../../core/progress.ts';
import { requireRising, requireCurve } from '../pointCurve.ts';
import type { PitchCurve } from '../pitch/pitchCurve.ts';
import { requireFiniteSamples } from '../requireFiniteSamples.ts';
import { requireAbove, requireInteger, requireWithin } from '../requireInteger.ts';
import { checkedSource, toSource } from '../sampleSource.ts';
import type { SampleSource } from '../sampleSource.ts';
import type { Pulses } from '../voice/pulses.ts';
import { readAround } from './fractionalRead.ts';
import { pieceSec, psolaMarks } from './psolaMarks.ts';
import type { Mark } from './psolaMarks.ts';
import { TimeMap } from './timeMap.ts';
import type { DurationCurve } from './timeMap.ts';
import { requireRate } from '../requireRate.ts';

export interface PsolaParams {
  readonly sampleRateHz: number;
  readonly pulses: Pulses; // voice/pulses.ts; those of all channels, 0 … duration of the sound
  /** Over the time of the original; null or without points: as the pulses have it. */
  readonly pitch: PitchCurve | null;
  readonly duration: DurationCurve | null; // null or without points: 1
  readonly maxPeriodSec?: number | undefined; // up to 1; pulses further apart are not of one voiced stretch; 0.02 unless given
}

/** ⌊τ(T)·sampleRateHz + ½⌋ with τ(T) the integral of the duration curve over the sound (timeMap.ts). */
export function psolaLength(nSamples: number, { sampleRateHz, duration }: PsolaParams): number {
  requireInteger('nSamples', nSamples, 0);
  requireAbove('sampleRateHz', sampleRateHz, 0);
  return Math.floor(new TimeMap(nSamples / sampleRateHz, duration).totalSec * sampleRateHz + 0.5);
}

const blockSamples = 8192;

/**
 * In blocks, in memory independent of the length.
 * @param channels of one length, full scale ±1
 * @throws EngineError E_PARAM: a parameter, pulse or point out of range, or a sample that is not finite, its index in the
 *   message; E_SHAPE: channels of different lengths, or none
 */
export function* psolaBlocks(
  channels: readonly SampleSource[],
  params: PsolaParams,
): Generator<readonly Float32Array[], void, undefined> {
  const { sampleRateHz, pulses, pitch, duration, maxPeriodSec = 0.02 } = params;
  const nSamples = channels[0]?.nSamples ?? 0;
  if (channels.length === 0 || channels.some((channel) => channel.nSamples !== nSamples))
    throw new EngineError('E_SHAPE', `${channels.length} channels must be ≥ 1 and of one length`);
  requirePsola(params, nSamples);
  const length = psolaLength(nSamples, params);
  if (length === 0) return;
  const durationSec = nSamples / sampleRateHz;
  const map = new TimeMap(durationSec, duration);
  const plan = { pulses, durationSec, map, pitch, maxPeriodSec, minPeriodSec: 2 / sampleRateHz };
  const longestSec = maxPeriodSec + 2 * pieceSec; // of half a grain
  const capacity = blockSamples + Math.ceil(2 * longestSec * sampleRateHz) + 2;
  const checked = channels.map(checkedSource);
  const sums = channels.map(() => new Float64Array(capacity)); // of output samples from `start` on
  let start = 0;
  const take = (count: number) =>
    sums.map((sum) => {
      const block = Float32Array.from(sum.subarray(0, count));
      sum.copyWithin(0, count);
      sum.fill(0, capacity - count);
      return block;
    });
  for (const grain of grainsOf(psolaMarks(plan), { longestSec, durationSec })) {
    const from = Math.max(0, Math.ceil((grain.mark.outputSec - grain.left.sec) * sampleRateHz - 0.5));
    while (from - start >= blockSamples) {
      yield take(blockSamples);
      start += blockSamples;
    }
    const end = Math.min(length, Math.floor((grain.mark.outputSec + grain.right.sec) * sampleRateHz - 0.5) + 1);
    addGrain(checked, sums, { grain, from, end, start, sampleRateHz });
  }
  for (; start < length; start += blockSamples) yield take(Math.min(blockSamples, length - start));
}

/**
 * @param channels planar, [nSamples] each, full scale ±1
 * @returns [psolaLength] each
 * @throws EngineError as psolaBlocks; E_ABORTED
 */
export function psola(
  channels: readonly Float32Array[],
  params: PsolaParams,
  { signal, onProgress }: WorkOptions = {},
): Float32Array[] {
  for (const channel of channels) requireFiniteSamples(channel);
  const blocks = psolaBlocks(channels.map(toSource), params);
  let next = blocks.next(); // checks the parameters
  const total = psolaLength(channels[0]!.length, params);
  const out = channels.map(() => new Float32Array(total));
  for (let done = 0; next.done !== true; next = blocks.next()) {
    throwIfAborted(signal);
    next.value.forEach((samples, c) => out[c]!.set(samples, done));
    done += next.value[0]!.length;
    onProgress?.({ done, total, unit: 'samples' });
  }
  return out;
}

interface Slope {
  readonly sec: number;
  readonly isPower: boolean; // sine instead of sine²: for neighbours that have nothing in common
}

interface Grain {
  readonly mark: Mark;
  readonly left: Slope;
  readonly right: Slope;
}

/** Every mark with its window, which ends where the sound around the mark ends: what is cut there would click. */
function* grainsOf(
  marks: Iterable<Mark>,
  { longestSec, durationSec }: { longestSec: number; durationSec: number },
): Generator<Grain, void, undefined> {
  let mark: Mark | null = null;
  let left: Slope = { sec: 0, isPower: false };
  for (const next of marks) {
    if (mark) {
      const distanceSec = Math.min(longestSec, next.outputSec - mark.outputSec);
      const isPower = !continues(mark, next);
      const before = (m: Mark) => Math.max(0, m.isReversed ? durationSec - m.inputSec : m.inputSec);
      const after = (m: Mark) => durationSec - before(m);
      const right = Math.min(distanceSec, mark.rightPeriodSec ?? distanceSec, after(mark));
      yield { mark, left, right: { sec: right, isPower } };
      left = { sec: Math.min(distanceSec, next.leftPeriodSec ?? distanceSec, before(next)), isPower };
    }
    mark = next;
  }
  if (mark && left.sec > 0) yield { mark, left, right: { sec: 0, isPower: false } };
}

/** Voiced marks always do: their periods resemble each other. */
function continues(mark: Mark, next: Mark): boolean {
  if (mark.rightPeriodSec !== null || next.leftPeriodSec !== null) return true;
  const shift = next.inputSec - mark.inputSec - (next.outputSec - mark.outputSec);
  return Math.abs(shift) < 1e-6 && !mark.isReversed && !next.isReversed;
}

interface Place {
  readonly grain: Grain;
  readonly from: number; // output samples
  readonly end: number;
  readonly start: number; // output sample of sums[0]
  readonly sampleRateHz: number;
}

function addGrain(
  channels: readonly SampleSource[],
  sums: readonly Float64Array[],
  { grain, from, end, start, sampleRateHz }: Place,
): void {
  const { mark, left, right } = grain;
  if (end <= from || (left.sec <= 0 && right.sec <= 0)) return;
  const centre = mark.outputSec * sampleRateHz - 0.5; // in samples
  const window = Float64Array.from({ length: end - from }, (_, k) => {
    const distance = (from + k - centre) / sampleRateHz;
    const slope = distance < 0 ? left : right;
    const value = slope.sec > 0 ? Math.cos(0.5 * Math.PI * Math.min(1, Math.abs(distance) / slope.sec)) : 1;
    return slope.isPower ? value : value * value;
  });
  const inputCentre = mark.inputSec * sampleRateHz - 0.5;
  channels.forEach((channel, c) => {
    const x = mark.isReversed
      ? readAround(channel, inputCentre - (end - 1 - centre), end - from).reverse()
      : readAround(channel, inputCentre + (from - centre), end - from);
    const sum = sums[c]!;
    for (let k = 0; k < x.length; k++) sum[from - start + k] = sum[from - start + k]! + window[k]! * x[k]!;
  });
}

function requirePsola(
  { sampleRateHz, pulses, pitch, duration, maxPeriodSec = 0.02 }: PsolaParams,
  nSamples: number,
): void {
  requireRate(sampleRateHz);
  requireAbove('maxPeriodSec', maxPeriodSec, 0);
  requireWithin('maxPeriodSec', maxPeriodSec, 0, 1);
  requireRising('pulses', pulses);
  const durationSec = nSamples / sampleRateHz;
  pulses.forEach((timeSec, i) => {
    if (!(timeSec >= 0 && timeSec <= durationSec))
      throw new EngineError(
        'E_PARAM',
        `pulses[${i}]=${timeSec} must be from 0 to ${durationSec}, the end of the sound`,
      );
  });
  if (pitch) requireCurve('pitch', pitch, Number.MIN_VALUE, sampleRateHz / 2);
  if (duration) requireCurve('duration', duration, 0.1, 10);
}
