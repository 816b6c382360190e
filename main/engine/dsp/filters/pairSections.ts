/**
 * Second-order sections of a digital filter given by its roots. The pole nearest to the unit circle takes the zeros
 * nearest to it and becomes the last section, and so on: the peaks of a section stay low, so that little rounding
 * noise is added. Jackson, Digital Filters and Signal Processing, 1989, section 11.5. The gain goes to the first section.
 */
import { invariant } from '../../core/errors.ts';
import type { Roots } from './analogPrototype.ts';
import type { Biquad } from './biquad.ts';
import { complex, magnitude, subtract } from './complex.ts';
import type { Complex } from './complex.ts';

/** @returns ⌈n/2⌉ sections for n poles; an odd order has one of first order, b₂ = a₂ = 0 */
export function pairSections(roots: Roots): Biquad[] {
  const poles = new RootPool(roots.poles);
  const zeros = new RootPool(roots.zeros);
  const fromCircle = (p: Complex) => Math.abs(1 - magnitude(p));
  const sections: Biquad[] = [];
  while (poles.size > 0) {
    const pole = poles.take(fromCircle);
    const near = (z: Complex) => magnitude(subtract(z, pole));
    const isSingle = isReal(pole) && poles.nReal === 0;
    if (isSingle) {
      sections.push({ b0: 1, b1: -zeros.take(near, isReal).re, b2: 0, a1: -pole.re, a2: 0 });
      continue;
    }
    const [a1, a2] = quadratic(pole, isReal(pole) ? poles.take(fromCircle, isReal) : pole);
    const zero = zeros.take(near, zeros.nReal === 1 ? (z) => !isReal(z) : () => true);
    const [b1, b2] = quadratic(zero, isReal(zero) ? zeros.take(near, isReal) : zero);
    sections.push({ b0: 1, b1, b2, a1, a2 });
  }
  return sections.reverse().map((section, i) => (i === 0 ? amplified(section, roots.gain) : section));
}

/** Conjugate pairs by their upper half, and real roots. */
class RootPool {
  readonly #roots: Complex[];

  constructor(roots: readonly Complex[]) {
    this.#roots = roots.map((root) => (isReal(root) ? complex(root.re) : root)).filter(({ im }) => im >= 0);
  }

  get size(): number {
    return this.#roots.length;
  }

  get nReal(): number {
    return this.#roots.filter(isReal).length;
  }

  /** Removes the root of the least distance among those allowed. */
  take(distance: (root: Complex) => number, isAllowed: (root: Complex) => boolean = () => true): Complex {
    let best = -1;
    this.#roots.forEach((root, i) => {
      if (isAllowed(root) && (best < 0 || distance(root) < distance(this.#roots[best]!))) best = i;
    });
    const [root] = this.#roots.splice(best, best < 0 ? 0 : 1);
    invariant(root !== undefined, 'a filter has as many zeros as poles');
    return root;
  }
}

/** Roots are conjugate pairs or real up to rounding; this tells the two apart. */
function isReal(root: Complex): boolean {
  return Math.abs(root.im) <= 1e-10 * magnitude(root);
}

/** Coefficients of z⁻¹ and z⁻² of (1 − a·z⁻¹)(1 − b·z⁻¹) for two real roots, of a and its conjugate for a complex one. */
function quadratic(a: Complex, b: Complex): [number, number] {
  return isReal(a) ? [-(a.re + b.re), a.re * b.re] : [-2 * a.re, a.re * a.re + a.im * a.im];
}

function amplified({ b0, b1, b2, a1, a2 }: Biquad, gain: number): Biquad {
  return { b0: gain * b0, b1: gain * b1, b2: gain * b2, a1, a2 };
}
