/**
 * Dynamic time warping: the path from [0, 0] to the last row and column with the least sum of costs, by steps down,
 * right or both: D[i, j] = c[i, j] + min(D[i−1, j−1], D[i−1, j], D[i, j−1]). A step right is preferred where another is
 * not strictly less. D in float32. Sakoe & Chiba, IEEE Trans. ASSP 26(1), 1978; ties as openai/whisper, timing.py.
 * @param cost [nRows, nColumns], both ≥ 1
 * @returns row and column of each step
 */
export interface WarpPath {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

const diagonal = 0;
const down = 1;
const right = 2;

export function timeWarp(cost: Float64Array, nRows: number, nColumns: number): WarpPath {
  const width = nColumns + 1;
  const moves = new Uint8Array((nRows + 1) * width);
  let above = new Float32Array(width).fill(Infinity);
  above[0] = 0;
  for (let i = 1; i <= nRows; i++) {
    const current = new Float32Array(width).fill(Infinity);
    for (let j = 1; j <= nColumns; j++) {
      const [both, up, left] = [above[j - 1]!, above[j]!, current[j - 1]!];
      const move = both < up && both < left ? diagonal : up < both && up < left ? down : right;
      const least = move === diagonal ? both : move === down ? up : left;
      current[j] = cost[(i - 1) * nColumns + j - 1]! + least;
      moves[i * width + j] = move;
    }
    above = current;
  }
  return backtrack(moves, nRows, nColumns);
}

function backtrack(moves: Uint8Array, nRows: number, nColumns: number): WarpPath {
  const rows: number[] = [];
  const columns: number[] = [];
  for (let i = nRows, j = nColumns; i > 0 || j > 0;) {
    rows.push(i - 1);
    columns.push(j - 1);
    const move = i === 0 ? right : j === 0 ? down : moves[i * (nColumns + 1) + j];
    if (move !== right) i--;
    if (move !== down) j--;
  }
  return { rows: Int32Array.from(rows.reverse()), columns: Int32Array.from(columns.reverse()) };
}
