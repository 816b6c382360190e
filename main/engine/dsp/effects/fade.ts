/**
 * Fades. A shape p rises from 0 to 1 as u goes from 0 to 1:
 *
 *   linear       u
 *   equalPower   sin(πu/2)
 *   sCurve       ½·(1 − cos πu)
 *   exponential  (10³ᵘ − 1)/(10³ − 1)     (60 dB in a straight line, down to 0)
 *   logarithmic  1 − exponential(1 − u)
 *
 * In: y[n] = p((n + ½)/N)·x[n]; out: y[n] = p(1 − (n + ½)/N)·x[n]; N = nSamples of the source, so that one is the other
 * backwards. In and out add up to 1 for linear and sCurve, and for exponential in with logarithmic out; the squares of
 * equalPower do.
 */
import type { SampleSource } from '../sampleSource.ts';
import { shapedSource } from './gainSource.ts';
import { requireInteger } from '../requireInteger.ts';

export const fadeShapes = ['linear', 'equalPower', 'sCurve', 'exponential', 'logarithmic'] as const;

export type FadeShape = (typeof fadeShapes)[number];

export type FadeDirection = 'in' | 'out';

const decades = 3;

const rises: Readonly<Record<FadeShape, (u: number) => number>> = {
  linear: (u) => u,
  equalPower: (u) => Math.sin((Math.PI / 2) * u),
  sCurve: (u) => 0.5 - 0.5 * Math.cos(Math.PI * u),
  exponential,
  logarithmic: (u) => 1 - exponential(1 - u),
};

function exponential(u: number): number {
  return Math.expm1(decades * Math.LN10 * u) / Math.expm1(decades * Math.LN10);
}

/** Of sample n of a fade over nSamples. @throws EngineError E_PARAM: no such sample */
export function fadeGain(shape: FadeShape, direction: FadeDirection, n: number, nSamples: number): number {
  requireInteger('nSamples', nSamples, 1);
  requireInteger('n', n, 0, nSamples - 1);
  const u = (n + 0.5) / nSamples;
  return rises[shape](direction === 'in' ? u : 1 - u);
}

/** The whole source as one fade. Reading throws E_PARAM at a sample that is not finite, its index in the message. */
export function fadedSource(source: SampleSource, shape: FadeShape, direction: FadeDirection): SampleSource {
  return shapedSource(source, (n) => fadeGain(shape, direction, n, source.nSamples));
}
