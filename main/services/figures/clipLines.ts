import type { Box } from './drawing.ts';

/**
 * The parts of a line that lie within the box.
 *
 * Liang & Barsky, "A new concept and method for line clipping", ACM Transactions on Graphics 3(1), 1984.
 */
export function clipLines(line: readonly number[], box: Box): number[][] {
  const parts: number[][] = [];
  for (let i = 0; i + 3 < line.length; i += 2) {
    const segment = clipSegment(line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!, box);
    if (segment === null) continue;
    const last = parts.at(-1);
    const goesOn = last !== undefined && last.at(-2) === segment[0] && last.at(-1) === segment[1];
    if (goesOn) last.push(segment[2], segment[3]);
    else parts.push(segment);
  }
  return parts;
}

type Segment = [x1: number, y1: number, x2: number, y2: number];

function clipSegment(x1: number, y1: number, x2: number, y2: number, { x, y, w, h }: Box): Segment | null {
  const dx = x2 - x1;
  const dy = y2 - y1;
  let [enter, leave] = [0, 1];
  const edges = [
    [-dx, x1 - x],
    [dx, x + w - x1],
    [-dy, y1 - y],
    [dy, y + h - y1],
  ] as const;
  for (const [outward, room] of edges) {
    if (outward === 0) {
      if (room < 0) return null;
    } else if (outward < 0) enter = Math.max(enter, room / outward);
    else leave = Math.min(leave, room / outward);
  }
  if (enter > leave) return null;
  const at = (t: number): [number, number] => (t === 0 ? [x1, y1] : t === 1 ? [x2, y2] : [x1 + t * dx, y1 + t * dy]);
  return [...at(enter), ...at(leave)];
}
