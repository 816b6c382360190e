import type { Lines, Text } from './drawing.ts';
import { measureText, strokeWidthPerSize, textStrokes } from './strokeFont.ts';

/** A text as the strokes of strokeFont.ts, where it stands. */
export function textLines({ text, x, y, size, anchor, upright = false }: Text, ink: string): Lines {
  const shift = { start: 0, middle: 0.5, end: 1 }[anchor] * measureText(text, size);
  const place = (along: number, down: number) =>
    upright ? [x + down, y - (along - shift)] : [x + along - shift, y + down];
  const lines = textStrokes(text, size).map(([ax, ay, bx, by]) => [...place(ax, ay), ...place(bx, by)]);
  return { kind: 'lines', lines, width: strokeWidthPerSize * size, ink };
}
