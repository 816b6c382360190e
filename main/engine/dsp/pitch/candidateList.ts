import type { PitchCandidates } from './pitchTrack.ts';

/** Candidates as they are found, frame after frame. */
export class CandidateList {
  readonly #first: Uint32Array;
  #hz = new Float64Array(1024);
  #strength = new Float64Array(1024);
  #nFrames = 0;
  #count = 0;

  constructor(nFrames: number) {
    this.#first = new Uint32Array(nFrames + 1);
  }

  /** The next frame, which can be unvoiced. */
  beginFrame(): void {
    this.#nFrames++;
    this.add(0, 0);
  }

  /** One more candidate of the frame that was begun last. */
  add(hz: number, strength: number): void {
    if (this.#count === this.#hz.length) {
      this.#hz = grown(this.#hz);
      this.#strength = grown(this.#strength);
    }
    this.#hz[this.#count] = hz;
    this.#strength[this.#count] = strength;
    this.#first[this.#nFrames] = ++this.#count;
  }

  finish(): PitchCandidates {
    return {
      first: this.#first,
      hz: this.#hz.slice(0, this.#count),
      strength: this.#strength.slice(0, this.#count),
    };
  }
}

function grown(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(2 * values.length);
  longer.set(values);
  return longer;
}
