/**
 * From the analogue low pass with its edge at 1 rad/s to a digital filter: the band by substitution,
 *
 *   lowPass  s → s/w        highPass  s → w/s
 *   bandPass s → (s² + w₀²)/(s·B)   bandStop s → s·B/(s² + w₀²),   w₀ = √(w₁w₂), B = w₂ − w₁
 *
 * with edges prewarped, w = 2·tan(π·f/fs), then z = (2 + s)/(2 − s), the bilinear transform at a rate of 1.
 * Oppenheim & Schafer, Discrete-Time Signal Processing, 7.1; Constantinides, Proc. IEE 117(8), 1970.
 */
import { EngineError } from '../../core/errors.ts';
import { requireAbove } from '../requireInteger.ts';
import type { Roots } from './analogPrototype.ts';
import { add, complex, divide, multiply, product, scale, squareRoot, subtract } from './complex.ts';
import type { Complex } from './complex.ts';

export type FilterBand =
  | { readonly band: 'lowPass' | 'highPass'; readonly edgeHz: number }
  | { readonly band: 'bandPass' | 'bandStop'; readonly fLowHz: number; readonly fHighHz: number };

/** @throws EngineError E_PARAM: an edge outside 0 … sampleRateHz/2, both exclusive, or a band that does not rise */
export function digitalBand(prototype: Roots, band: FilterBand, sampleRateHz: number): Roots {
  requireAbove('sampleRateHz', sampleRateHz, 0);
  const edges = 'edgeHz' in band ? [band.edgeHz] : [band.fLowHz, band.fHighHz];
  const isRising = edges.every((hz, i) => hz > (edges[i - 1] ?? 0) && hz < sampleRateHz / 2);
  if (!isRising) {
    const [given, rule] =
      'edgeHz' in band ? [`edgeHz=${band.edgeHz}`, 'lie'] : [`fLowHz=${band.fLowHz}, fHighHz=${band.fHighHz}`, 'rise'];
    throw new EngineError('E_PARAM', `${given} must ${rule} between 0 and ${sampleRateHz / 2} Hz`);
  }
  const [low = 0, high = 0] = edges.map((hz) => 2 * Math.tan((Math.PI * hz) / sampleRateHz));
  if (band.band === 'lowPass') return bilinear(lowPass(prototype, low));
  if (band.band === 'highPass') return bilinear(highPass(prototype, low));
  const centre = Math.sqrt(low * high);
  if (band.band === 'bandPass') return bilinear(split(lowPass(prototype, (high - low) / 2), centre));
  return bilinear(split(highPass(prototype, (high - low) / 2), centre));
}

function degree({ zeros, poles }: Roots): number {
  return poles.length - zeros.length;
}

function lowPass(roots: Roots, w: number): Roots {
  const scaled = (list: readonly Complex[]) => list.map((root) => scale(root, w));
  return { zeros: scaled(roots.zeros), poles: scaled(roots.poles), gain: roots.gain * w ** degree(roots) };
}

function highPass(roots: Roots, w: number): Roots {
  const inverted = (list: readonly Complex[]) => list.map((root) => divide(complex(w), root));
  const negated = (list: readonly Complex[]) => product(list.map((root) => scale(root, -1)));
  return {
    zeros: [...inverted(roots.zeros), ...Array.from({ length: degree(roots) }, () => complex(0))],
    poles: inverted(roots.poles),
    gain: roots.gain * divide(negated(roots.zeros), negated(roots.poles)).re,
  };
}

/** s → (s² + w₀²)/(2s): every root r becomes r ± √(r² − w₀²), zeros and poles at infinity one at 0, one at infinity. */
function split(roots: Roots, centre: number): Roots {
  const parted = (list: readonly Complex[]) =>
    list.flatMap((root) => {
      const half = squareRoot(subtract(multiply(root, root), complex(centre * centre)));
      return [add(root, half), subtract(root, half)];
    });
  const d = degree(roots);
  return {
    zeros: [...parted(roots.zeros), ...Array.from({ length: d }, () => complex(0))],
    poles: parted(roots.poles),
    gain: roots.gain * 2 ** d,
  };
}

function bilinear(roots: Roots): Roots {
  const two = complex(2);
  const moved = (list: readonly Complex[]) => list.map((root) => divide(add(two, root), subtract(two, root)));
  const atTwo = (list: readonly Complex[]) => product(list.map((root) => subtract(two, root)));
  return {
    zeros: [...moved(roots.zeros), ...Array.from({ length: degree(roots) }, () => complex(-1))],
    poles: moved(roots.poles),
    gain: roots.gain * divide(atTwo(roots.zeros), atTwo(roots.poles)).re,
  };
}
