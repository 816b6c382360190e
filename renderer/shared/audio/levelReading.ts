export interface LinearLevel {
  readonly peak: number;
  readonly meanSquare: number;
}

/** Peak and mean square by channel, from one reading to the next. */
export class LevelReading {
  #peaks: number[] = [];
  #squares: number[] = [];
  #count = 0;

  add(channels: readonly Float32Array[]): void {
    for (const [c, samples] of channels.entries()) {
      let peak = this.#peaks[c] ?? 0;
      let sum = this.#squares[c] ?? 0;
      for (const value of samples) {
        const size = Math.abs(value);
        if (size > peak) peak = size;
        sum += value * value;
      }
      this.#peaks[c] = peak;
      this.#squares[c] = sum;
    }
    this.#count += channels[0]?.length ?? 0;
  }

  /** @returns none where no sound came */
  take(): readonly LinearLevel[] {
    const count = this.#count;
    const levels = this.#peaks.map((peak, c) => ({ peak, meanSquare: (this.#squares[c] ?? 0) / count }));
    this.#peaks = [];
    this.#squares = [];
    this.#count = 0;
    return levels;
  }
}
