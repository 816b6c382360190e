import { TimeMap } from '../../../kernels/melody.ts';
import type { EffectRequest } from '../effectRequest.ts';
import { lengthSecOf, type Manipulation } from './manipulation.ts';
import { curveOf, type CurvePoints } from './points.ts';

/** @returns what is asked of the studio, or why it cannot be done */
export function manipulationRequest(now: Manipulation): EffectRequest | string {
  const { melody, pitch, duration, span, sampleRateHz } = now;
  if (melody === null) return 'the pitch is still being analysed';
  if (pitch.length === 0 && duration.length === 0) return 'there is no point: nothing would change';
  const map = new TimeMap(lengthSecOf(now), duration.length === 0 ? null : curveOf(duration));
  const effect = {
    kind: 'manipulate',
    pulsesSec: melody.pulsesSec,
    pitch: plain(pitch),
    duration: plain(duration),
  };
  const resultEndSample = span.startSample + Math.floor(map.totalSec * sampleRateHz + 0.5);
  return { effect, ...span, resultEndSample, more: [] };
}

function plain(points: CurvePoints) {
  if (points.length === 0) return null;
  return { timesSec: points.map(({ sec }) => sec), values: points.map(({ value }) => value) };
}
