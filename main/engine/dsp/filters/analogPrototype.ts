/**
 * Analogue low passes of order n with their edge at 1 rad/s, as zeros, poles and gain: H(s) = k·Π(s − z)/Π(s − p).
 * With θ_m = π·m/(2n), m = −n+1, −n+3, … n−1:
 *
 *   butterworth  p = −exp(iθ); −3 dB at the edge
 *   chebyshev1   p = −sinh(μ + iθ), μ = asinh(1/ε)/n, ε = √(10^(ripple/10) − 1); the edge is where the ripple ends
 *   chebyshev2   p = −1/(sinh μ·cos θ + i·cosh μ·sin θ), z = i/sin θ (θ ≠ 0), μ = asinh(√(10^(attenuation/10) − 1))/n;
 *                the edge is where the stop band begins
 *
 * Parks & Burrus, Digital Filter Design, 1987, chapter 7.
 */
import { EngineError } from '../../core/errors.ts';
import { requireInteger } from '../requireInteger.ts';
import { complex, divide, one, product, scale } from './complex.ts';
import type { Complex } from './complex.ts';

export interface Roots {
  readonly zeros: readonly Complex[];
  readonly poles: readonly Complex[];
  readonly gain: number;
}

export type IirFamily =
  | { readonly family: 'butterworth' }
  | { readonly family: 'chebyshev1'; readonly rippleDb: number } // of the pass band, > 0
  | { readonly family: 'chebyshev2'; readonly attenuationDb: number }; // of the stop band, > 0

/** Beyond it double precision no longer holds the roots apart. */
const maxOrder = 64;

/** @throws EngineError E_PARAM */
export function analogPrototype(order: number, family: IirFamily): Roots {
  requireInteger('order', order, 1, maxOrder);
  const angles = Array.from({ length: order }, (_, i) => (Math.PI * (2 * i - order + 1)) / (2 * order));
  if (family.family === 'butterworth') {
    return { zeros: [], poles: angles.map((t) => complex(-Math.cos(t), -Math.sin(t))), gain: 1 };
  }
  return family.family === 'chebyshev1'
    ? equalRipple(angles, family.rippleDb)
    : equalStop(angles, family.attenuationDb);
}

function equalRipple(angles: readonly number[], rippleDb: number): Roots {
  const epsilon = Math.sqrt(excess('rippleDb', rippleDb));
  const mu = Math.asinh(1 / epsilon) / angles.length;
  const poles = angles.map((t) => complex(-Math.sinh(mu) * Math.cos(t), -Math.cosh(mu) * Math.sin(t)));
  const atDc = product(poles.map((p) => scale(p, -1))).re;
  return { zeros: [], poles, gain: angles.length % 2 === 0 ? atDc / Math.sqrt(1 + epsilon * epsilon) : atDc };
}

function equalStop(angles: readonly number[], attenuationDb: number): Roots {
  const mu = Math.asinh(Math.sqrt(excess('attenuationDb', attenuationDb))) / angles.length;
  const poles = angles.map((t) =>
    divide(scale(one, -1), complex(Math.sinh(mu) * Math.cos(t), Math.cosh(mu) * Math.sin(t))),
  );
  const isMiddle = (i: number) => 2 * i === angles.length - 1;
  const zeros = angles.filter((_, i) => !isMiddle(i)).map((t) => complex(0, 1 / Math.sin(t)));
  const negated = (roots: readonly Complex[]) => product(roots.map((root) => scale(root, -1)));
  return { zeros, poles, gain: divide(negated(poles), negated(zeros)).re };
}

/** 10^(dB/10) − 1 */
function excess(name: string, db: number): number {
  if (!(db > 0 && db <= 300)) throw new EngineError('E_PARAM', `${name}=${db} must be > 0 and ≤ 300`);
  return 10 ** (db / 10) - 1;
}
