import type { Envelope } from './drawing.ts';

const thinnest = 0.6; // units: silence is a line, not nothing

/** The outline of an area as one line through the middles of its columns, there and back: x₀, y₀, x₁, y₁, … */
export function envelopeOutline({ x, step, top, bottom }: Envelope): number[] {
  const there: number[] = [];
  const back: number[] = [];
  for (let i = 0; i < top.length; i++) {
    const grow = Math.max(0, thinnest - (bottom[i]! - top[i]!)) / 2;
    const at = x + (i + 0.5) * step;
    there.push(at, top[i]! - grow);
    back.push(bottom[i]! + grow, at);
  }
  return [...there, ...back.reverse()];
}
