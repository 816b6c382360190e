/**
 * The most probable sequence of pitch bins, voiced or unvoiced, by Viterbi's algorithm over 2·nBins states. From frame
 * to frame voicing stays with 1 − switchProbability, and the bin moves by at most ⌊width/2⌋, the nearer the likelier
 * (a triangle, normalised over what lies in range). Mauch & Dixon 2014, section 2.2.
 *
 * Survivors soon share their past: what they share is given out and forgotten, so memory does not grow with the length
 * of the sound, only with that of its longest unvoiced stretch.
 */
export interface DecoderParams {
  readonly nBins: number;
  readonly width: number; // of the triangle, odd
  readonly switchProbability: number;
}

const forgetEvery = 512; // frames

export class PitchDecoder {
  readonly #params: DecoderParams;
  readonly #logTriangle: Float64Array; // of a move by −half … half
  readonly #logNorm: Float64Array; // of the moves from a bin
  #score: Float64Array; // [2·nBins]: voiced, then unvoiced
  #next: Float64Array;
  readonly #from: Uint16Array[] = []; // predecessors of each state, a row a frame
  readonly #states: number[] = [];
  #isFirst = true;
  #forgetAt = forgetEvery;

  constructor(params: DecoderParams) {
    const { nBins, width } = params;
    this.#params = params;
    const half = (width - 1) / 2;
    const triangle = Float64Array.from({ length: width }, (_, i) => 1 - Math.abs(i - half) / (half + 1));
    this.#logTriangle = triangle.map(Math.log);
    this.#logNorm = Float64Array.from({ length: nBins }, (_, bin) => {
      const inRange = triangle.filter((__, i) => bin + i - half >= 0 && bin + i - half < nBins);
      return Math.log(inRange.reduce((sum, value) => sum + value, 0));
    });
    this.#score = new Float64Array(2 * nBins);
    this.#next = new Float64Array(2 * nBins);
  }

  /** @param logVoiced [nBins] log probability of each bin; @param logUnvoiced of each unvoiced bin */
  push(logVoiced: Float64Array, logUnvoiced: number): void {
    const { nBins } = this.#params;
    if (this.#isFirst) {
      this.#score.set(logVoiced);
      this.#score.fill(logUnvoiced, nBins);
      this.#isFirst = false;
      return;
    }
    this.#advance(logVoiced, logUnvoiced);
    if (this.#from.length < this.#forgetAt) return;
    this.#forget();
    this.#forgetAt = this.#from.length + forgetEvery;
  }

  /** The state of every frame: a bin, or nBins more where it is unvoiced. */
  finish(): Uint16Array {
    if (!this.#isFirst)
      this.#giveOut(this.#from.length, this.#score.indexOf(this.#score.reduce((a, b) => Math.max(a, b))));
    return Uint16Array.from(this.#states);
  }

  #advance(logVoiced: Float64Array, logUnvoiced: number): void {
    const { nBins, width, switchProbability } = this.#params;
    const half = (width - 1) / 2;
    const stay = Math.log(1 - switchProbability);
    const change = Math.log(switchProbability);
    const [score, next] = [this.#score, this.#next];
    const from = new Uint16Array(2 * nBins);
    for (let bin = 0; bin < nBins; bin++) {
      let voiced = -Infinity;
      let unvoiced = -Infinity;
      let [v, u] = [0, 0];
      for (let k = Math.max(0, bin - half), end = Math.min(nBins - 1, bin + half); k <= end; k++) {
        const move = this.#logTriangle[bin - k + half]! - this.#logNorm[k]!;
        if (score[k]! + move > voiced) [voiced, v] = [score[k]! + move, k];
        if (score[nBins + k]! + move > unvoiced) [unvoiced, u] = [score[nBins + k]! + move, k];
      }
      const staysVoiced = voiced + stay >= unvoiced + change;
      next[bin] = logVoiced[bin]! + (staysVoiced ? voiced + stay : unvoiced + change);
      from[bin] = staysVoiced ? v : nBins + u;
      const becomesUnvoiced = voiced + change >= unvoiced + stay;
      next[nBins + bin] = logUnvoiced + (becomesUnvoiced ? voiced + change : unvoiced + stay);
      from[nBins + bin] = becomesUnvoiced ? v : nBins + u;
    }
    this.#from.push(from);
    [this.#score, this.#next] = [next, score];
  }

  /** Gives out the frames whose state is the same for every survivor. */
  #forget(): void {
    let survivors = new Set(this.#score.keys());
    for (let row = this.#from.length - 1; row >= 0; row--) {
      survivors = new Set(Array.from(survivors, (state) => this.#from[row]![state]!));
      const [only] = survivors;
      if (survivors.size > 1 || only === undefined) continue;
      this.#giveOut(row, only);
      return;
    }
  }

  /** Frames 0 … row of those that are kept, `row` being in `state`; row n is reached through predecessors n−1. */
  #giveOut(row: number, state: number): void {
    const path = [state];
    for (let r = row - 1; r >= 0; r--) path.push(this.#from[r]![path.at(-1)!]!);
    for (const each of path.reverse()) this.#states.push(each);
    this.#from.splice(0, row + 1);
  }
}
