import type { Skipped } from '../batch/runBatch.ts';

interface MadeSound extends Skipped {
  readonly input: string;
  readonly output: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly nSamples: number;
  readonly bits: string;
}

/** "in.mp3  out.wav  48000 Hz, 2 channels, 24 bits, 12.345 s" */
export function soundText({ input, output, sampleRateHz, channels, nSamples, bits, skipped }: MadeSound): string {
  const count = `${channels} channel${channels === 1 ? '' : 's'}`;
  const what = `${sampleRateHz} Hz, ${count}, ${bits} bits, ${(nSamples / sampleRateHz).toFixed(3)} s`;
  return `${input}  ${output}  ${what}${skipped === true ? '  (skipped: up to date)' : ''}\n`;
}
