/** What a person should know before a melody is applied: where it does nothing, and where it leaves what sounds natural. */
import { curveValue } from '../../../kernels/melody.ts';
import { formatHz } from '../../../shared/format/frequency.ts';
import { formatHms } from '../../../shared/format/time.ts';
import type { Manipulation, Melody } from './manipulation.ts';

const octave = 2;
const naturalDuration = { least: 0.5, most: 2 };

/** Whether the sound is voiced there: within a step and a half of a voiced frame. */
export function isVoicedAt({ analysed, timeStepSec }: Melody, sec: number): boolean {
  return nearestFrame(analysed.timesSec, sec, 1.5 * timeStepSec);
}

function nearestFrame(timesSec: Float64Array, sec: number, within: number): boolean {
  let [low, high] = [0, timesSec.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timesSec[middle] ?? 0) < sec) low = middle + 1;
    else high = middle;
  }
  return [low - 1, low].some((i) => Math.abs((timesSec[i] ?? Infinity) - sec) <= within);
}

const counted = (n: number, one: string) => `${String(n)} ${one}${n === 1 ? '' : 's'}`;

export function manipulationWarnings(now: Manipulation, pitchRange: { floorHz: number; ceilingHz: number }): string[] {
  const { melody, pitch, duration, span, sampleRateHz } = now;
  if (melody === null) return [];
  const at = (sec: number) => formatHms(span.startSample / sampleRateHz + sec);
  const warnings: string[] = [];
  if (melody.pulsesSec.length < 2)
    warnings.push('No voiced stretch was found here: pitch points do nothing, durations do.');
  else {
    const idle = pitch.filter(({ sec }) => !isVoicedAt(melody, sec));
    if (idle.length > 0)
      warnings.push(
        `${counted(idle.length, 'pitch point')} where the sound is unvoiced, first at ${at(idle[0]?.sec ?? 0)}: they only bend the line between others.`,
      );
  }
  const outside = pitch.find(({ value }) => value < pitchRange.floorHz || value > pitchRange.ceilingHz);
  if (outside !== undefined)
    warnings.push(
      `${formatHz(outside.value)} at ${at(outside.sec)} lies outside ${formatHz(pitchRange.floorHz)} to ${formatHz(pitchRange.ceilingHz)}, where pitch is looked for: the analysis will not find it again.`,
    );
  if (melody.analysed.timesSec.length > 0) {
    const far = pitch.find(({ sec, value }) => {
      const ratio = value / curveValue(melody.analysed, sec);
      return isVoicedAt(melody, sec) && (ratio > octave || ratio < 1 / octave);
    });
    if (far !== undefined)
      warnings.push(`More than an octave from the voice at ${at(far.sec)}: it will sound unnatural.`);
  }
  const stretched = duration.find(({ value }) => value < naturalDuration.least || value > naturalDuration.most);
  if (stretched !== undefined)
    warnings.push(
      `× ${stretched.value.toFixed(2)} at ${at(stretched.sec)}: below 0.5 and above 2 speech sounds unnatural.`,
    );
  return warnings;
}
