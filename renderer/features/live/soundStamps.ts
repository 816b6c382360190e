import type { CapturedSound } from '../../shared/capture/captureFeed.ts';

const kept = 256; // readings: seconds of them, also while pictures wait

/** When the audio thread had a sample. */
export class SoundStamps {
  #readings: { readonly start: number; readonly end: number; readonly stampMs: (frame: number) => number | null }[] =
    [];

  add(start: number, { nFrames, stampMs }: CapturedSound): void {
    this.#readings.push({ start, end: start + nFrames, stampMs });
    if (this.#readings.length > kept) this.#readings.shift();
  }

  /** Date.now() of then; null: it was not noted, or is long ago. */
  of(sample: number): number | null {
    const reading = this.#readings.find(({ start, end }) => sample >= start && sample < end);
    return reading?.stampMs(sample - reading.start) ?? null;
  }
}
