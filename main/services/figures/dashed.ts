/** The pieces of a line that a pattern of lengths on, off, … leaves of it. */
export function dashed(line: readonly number[], pattern: readonly number[]): number[][] {
  const pieces: number[][] = [];
  let [index, left] = [0, pattern[0] ?? Infinity];
  let piece = [line[0]!, line[1]!];
  for (let i = 2; i + 1 < line.length; i += 2) {
    let [x, y] = [line[i - 2]!, line[i - 1]!];
    const [endX, endY] = [line[i]!, line[i + 1]!];
    for (;;) {
      const length = Math.hypot(endX - x, endY - y);
      if (length <= left) {
        left -= length;
        if (index % 2 === 0) piece.push(endX, endY);
        break;
      }
      const t = left / length;
      [x, y] = [x + t * (endX - x), y + t * (endY - y)];
      if (index % 2 === 0) pieces.push([...piece, x, y]);
      index = (index + 1) % pattern.length;
      left = pattern[index]!;
      piece = [x, y];
    }
  }
  if (index % 2 === 0 && piece.length > 2) pieces.push(piece);
  return pieces;
}
