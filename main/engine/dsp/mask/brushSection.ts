/**
 * Section of a brush stroke at a moment t. With u = t/radiusSamples and v = f/radiusHz the ellipse is a circle of radius 1,
 * and what it sweeps from p to q the convex hull of the circles around both: its section is one interval, between the
 * outermost of the circles' √(1 − (u − u_p)²) around v_p, the same at q, and the two tangents p ± n to q ± n, n ⊥ q − p.
 */
import { bandsBetween, unite } from './bands.ts';
import type { Bands } from './bands.ts';
import type { BrushStroke } from './mask.ts';

export function strokeBands({ samples, hz, radiusSamples, radiusHz }: BrushStroke, sample: number): Bands {
  let bands: Bands = [];
  for (let i = 0; i < Math.max(1, samples.length - 1); i++) {
    const j = Math.min(i + 1, samples.length - 1);
    const p = { u: (samples[i]! - sample) / radiusSamples, v: hz[i]! / radiusHz };
    const q = { u: (samples[j]! - sample) / radiusSamples, v: hz[j]! / radiusHz };
    if (Math.min(p.u, q.u) >= 1 || Math.max(p.u, q.u) <= -1) continue;
    const [low, high] = capsuleSection(p, q);
    if (high > low) bands = unite(bands, bandsBetween([low * radiusHz, high * radiusHz]));
  }
  return bands;
}

interface Place {
  readonly u: number; // from the moment of the section
  readonly v: number;
}

function capsuleSection(p: Place, q: Place): readonly [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  const include = (v: number) => {
    low = Math.min(low, v);
    high = Math.max(high, v);
  };
  for (const { u, v } of [p, q]) {
    const half = Math.sqrt(Math.max(0, 1 - u * u));
    if (Math.abs(u) > 1) continue;
    include(v - half);
    include(v + half);
  }
  const length = Math.hypot(q.u - p.u, q.v - p.v);
  for (const side of length > 0 && q.u !== p.u ? [-1, 1] : []) {
    const [nu, nv] = [(-side * (q.v - p.v)) / length, (side * (q.u - p.u)) / length];
    const along = -(p.u + nu) / (q.u - p.u);
    if (along >= 0 && along <= 1) include(p.v + nv + along * (q.v - p.v));
  }
  return [low, high];
}
