/**
 * One section for one job. With w = 2π·hz/sampleRateHz, α = sin w/(2q), A = 10^(gainDb/40), c = cos w, β = 2√A·α:
 *
 *               b₀                     b₁                      b₂                     a₀, a₁, a₂
 *   lowPass     (1 − c)/2              1 − c                   (1 − c)/2              1 + α, −2c, 1 − α
 *   highPass    (1 + c)/2              −(1 + c)                (1 + c)/2                 〃
 *   bandPass    α                      0                       −α   (0 dB at hz)         〃
 *   notch       1                      −2c                     1                         〃
 *   allPass     1 − α                  −2c                     1 + α                     〃
 *   peaking     1 + αA                 −2c                     1 − αA                 1 + α/A, −2c, 1 − α/A
 *   lowShelf    A(A+1 − (A−1)c + β)    2A(A−1 − (A+1)c)        A(A+1 − (A−1)c − β)    A+1 + (A−1)c + β, −2(A−1 + (A+1)c), A+1 + (A−1)c − β
 *   highShelf   A(A+1 + (A−1)c + β)    −2A(A−1 + (A+1)c)       A(A+1 + (A−1)c − β)    A+1 − (A−1)c + β, 2(A−1 − (A+1)c), A+1 − (A−1)c − β
 *
 * all divided by a₀. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients", W3C Note, 2021.
 */
import { EngineError } from '../../core/errors.ts';
import { requireAbove } from '../requireInteger.ts';
import type { Biquad } from './biquad.ts';
import { requireWithin } from '../requireInteger.ts';

export const cookbookKinds = [
  'lowPass',
  'highPass',
  'bandPass',
  'notch',
  'allPass',
  'peaking',
  'lowShelf',
  'highShelf',
] as const;

export interface CookbookParams {
  readonly kind: (typeof cookbookKinds)[number];
  readonly sampleRateHz: number;
  readonly hz: number; // corner, centre, or middle of a shelf's slope; 0 < hz < sampleRateHz/2
  readonly q?: number | undefined; // > 0; √½: no peak in lowPass and highPass
  readonly gainDb?: number | undefined; // of peaking and the shelves, −200 … 200; 0
}

const largestGainDb = 200;

/** @throws EngineError E_PARAM */
export function cookbookBiquad({ kind, sampleRateHz, hz, q = Math.SQRT1_2, gainDb = 0 }: CookbookParams): Biquad {
  requireAbove('sampleRateHz', sampleRateHz, 0);
  requireAbove('q', q, 0);
  if (!(hz > 0 && hz < sampleRateHz / 2)) {
    throw new EngineError('E_PARAM', `hz=${hz} must lie between 0 and ${sampleRateHz / 2}`);
  }
  requireWithin('gainDb', gainDb, -largestGainDb, largestGainDb);
  const w = (2 * Math.PI * hz) / sampleRateHz;
  const c = Math.cos(w);
  const alpha = Math.sin(w) / (2 * q);
  const A = 10 ** (gainDb / 40);
  const plain = [1 + alpha, -2 * c, 1 - alpha] as const;
  if (kind === 'lowPass') return section([(1 - c) / 2, 1 - c, (1 - c) / 2], plain);
  if (kind === 'highPass') return section([(1 + c) / 2, -(1 + c), (1 + c) / 2], plain);
  if (kind === 'bandPass') return section([alpha, 0, -alpha], plain);
  if (kind === 'notch') return section([1, -2 * c, 1], plain);
  if (kind === 'allPass') return section([1 - alpha, -2 * c, 1 + alpha], plain);
  if (kind === 'peaking')
    return section([1 + alpha * A, -2 * c, 1 - alpha * A], [1 + alpha / A, -2 * c, 1 - alpha / A]);
  return shelf(A, kind === 'lowShelf' ? c : -c, { beta: 2 * Math.sqrt(A) * alpha, sign: kind === 'lowShelf' ? 1 : -1 });
}

/** The high shelf is the low one mirrored: c and the odd coefficients change sign. */
function shelf(A: number, c: number, { beta, sign }: { beta: number; sign: number }): Biquad {
  const [up, down] = [A + 1, A - 1];
  return section(
    [A * (up - down * c + beta), sign * 2 * A * (down - up * c), A * (up - down * c - beta)],
    [up + down * c + beta, sign * -2 * (down + up * c), up + down * c - beta],
  );
}

type Three = readonly [number, number, number];

function section([b0, b1, b2]: Three, [a0, a1, a2]: Three): Biquad {
  return { b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: a1 / a0, a2: a2 / a0 };
}
