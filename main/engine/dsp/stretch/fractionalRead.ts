/**
 * Samples from between samples: x(p), x(p + 1), … for any real p, by a sinc under a Kaiser window of 2·24 samples
 * (within 1e-4 of full scale up to 0.45 of the sampling rate). Where p is whole, the samples themselves.
 */
import { besselI0 } from '../besselI0.ts';
import { kaiserBeta, sinc } from '../filters/kaiserSinc.ts';
import type { SampleSource } from '../sampleSource.ts';

const reach = 24;
const beta = kaiserBeta(80);

/** @returns [count], its own */
export function readAround(source: SampleSource, position: number, count: number): Float64Array {
  const whole = Math.round(position);
  const phase = position - whole;
  if (Math.abs(phase) < 1e-6) return Float64Array.from(source.read(whole, count));
  const taps = shiftTaps(phase);
  const x = source.read(whole - reach, count + 2 * reach);
  return Float64Array.from({ length: count }, (_, n) => {
    let sum = 0;
    for (let k = 0; k < taps.length; k++) sum += taps[k]! * x[n + k]!;
    return sum;
  });
}

function shiftTaps(phase: number): Float64Array {
  const taps = Float64Array.from({ length: 2 * reach + 1 }, (_, k) => {
    const distance = k - reach - phase;
    const inside = 1 - (distance / (reach + 0.5)) ** 2;
    return inside > 0 ? (sinc(distance) * besselI0(beta * Math.sqrt(inside))) / besselI0(beta) : 0;
  });
  const total = taps.reduce((sum, tap) => sum + tap, 0);
  return taps.map((tap) => tap / total);
}
