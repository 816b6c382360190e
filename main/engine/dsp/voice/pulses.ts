/**
 * Glottal pulses from a sound and its pitch by waveform matching. In every voiced stretch
 *
 *   t₁ = the extremum of the sound within half a period of the stretch's middle,
 *   tᵢ₊₁ = the time 0.8 … 1.25 periods further (to either side) where the period around it correlates best with
 *          the period around tᵢ; between samples by a parabola.
 *
 * A pulse is kept if its correlation exceeds 0.3 and its period reaches 1 % of the sound's peak; one more may lie beyond
 * the stretch, if it exceeds 0.7 and 2.33 %. Praat manual, "Sound & Pitch: To PointProcess (cc)"; the limits in
 * amplitude, which the manual does not give, are those with which Praat 6.3's pulses come out.
 */
import { throwIfAborted } from '../../core/errors.ts';
import type { WorkOptions } from '../../core/progress.ts';
import { frameTimeSec } from '../pitch/frameTimes.ts';
import { pitchAt, pitchHz, type PitchTrack } from '../pitch/pitchTrack.ts';
import { checkedSource, toSource, type Signal } from '../sampleSource.ts';
import { extremumNear, matchPeriod, type SoundAt } from './matchPeriod.ts';
import { requireRate } from '../requireRate.ts';

/** Times of the pulses in seconds, rising. */
export type Pulses = Float64Array;

const nearest = 0.8; // periods
const farthest = 1.25;
const inside = { correlation: 0.3, peak: 0.01 };
const beyond = { correlation: 0.7, peak: 0.07 / 3 };

/** @throws EngineError E_PARAM: sampleRateHz, or a sample that is not finite (its index in the message); E_ABORTED */
export function findPulses(
  signal: Signal,
  sampleRateHz: number,
  pitch: PitchTrack,
  { signal: abort, onProgress }: WorkOptions = {},
): Pulses {
  requireRate(sampleRateHz);
  const sound: SoundAt = { source: checkedSource(toSource(signal)), sampleRateHz };
  const peak = absolutePeak(sound, abort);
  const pulses: number[] = [];
  let after = -Infinity;
  for (const stretch of voicedStretches(pitch)) {
    throwIfAborted(abort);
    onProgress?.({ done: stretch.startSec, total: pitch.durationSec, unit: 's' });
    const middleSec = 0.5 * (stretch.startSec + stretch.endSec);
    const middleHz = pitchAt(pitch, middleSec);
    if (middleHz === null) continue;
    const first = extremumNear(sound, middleSec, 0.5 / middleHz);
    const around = { sound, pitch, peak, after };
    const right = follow(first, 1, stretch.endSec, around);
    pulses.push(first, ...follow(first, -1, stretch.startSec, around), ...right);
    after = right.at(-1) ?? after;
  }
  return Float64Array.from(pulses).sort();
}

export interface VoicedStretch {
  readonly startSec: number;
  readonly endSec: number;
}

/** Runs of voiced frames, half a step longer at either end. */
export function* voicedStretches(pitch: PitchTrack): Generator<VoicedStretch> {
  for (let m = 0; m < pitch.nFrames; m++) {
    if (pitchHz(pitch, m) === null) continue;
    let last = m;
    while (last + 1 < pitch.nFrames && pitchHz(pitch, last + 1) !== null) last++;
    const half = 0.5 * pitch.timeStepSec;
    yield {
      startSec: Math.max(0, frameTimeSec(pitch, m) - half),
      endSec: Math.min(pitch.durationSec, frameTimeSec(pitch, last) + half),
    };
    m = last;
  }
}

interface Surroundings {
  readonly sound: SoundAt;
  readonly pitch: PitchTrack;
  readonly peak: number; // max |x| of the whole sound
  readonly after: number; // the last pulse that was followed to the right
}

/** From pulse to pulse in one direction until the edge of the stretch. */
function follow(
  first: number,
  direction: 1 | -1,
  edgeSec: number,
  { sound, pitch, peak, after }: Surroundings,
): number[] {
  const found: number[] = [];
  for (let timeSec = first; ;) {
    const hz = pitchAt(pitch, timeSec);
    if (hz === null) return found;
    const [a, b] = [nearest / hz, farthest / hz];
    const range =
      direction < 0 ? { fromSec: timeSec - b, toSec: timeSec - a } : { fromSec: timeSec + a, toSec: timeSec + b };
    const match = matchPeriod(sound, { timeSec, periodSec: 1 / hz }, range);
    timeSec = match?.timeSec ?? timeSec + direction / hz;
    const isBeyond = direction < 0 ? timeSec < edgeSec : timeSec > edgeSec;
    const limits = isBeyond ? beyond : inside;
    const isLoud = match !== null && (match.peak > limits.peak * peak || (match.peak === 0 && !isBeyond));
    const isFree = direction > 0 || timeSec - after > nearest / hz;
    if (match !== null && match.correlation > limits.correlation && isLoud && isFree) found.push(timeSec);
    if (isBeyond) return found;
  }
}

function absolutePeak({ source }: SoundAt, abort: AbortSignal | undefined): number {
  let peak = 0;
  const blockSamples = 2 ** 18;
  for (let start = 0; start < source.nSamples; start += blockSamples) {
    throwIfAborted(abort);
    for (const value of source.read(start, Math.min(blockSamples, source.nSamples - start)))
      peak = Math.max(peak, Math.abs(value));
  }
  return peak;
}
