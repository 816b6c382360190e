import type { Skipped } from '../batch/runBatch.ts';

interface MadeArray extends Skipped {
  readonly input: string;
  readonly output: string;
  readonly type: string;
  readonly shape: readonly number[];
}

/** "speech.wav  speech.npy  float32 [1100, 80]" */
export function arrayText({ input, output, type, shape, skipped }: MadeArray): string {
  return `${input}  ${output}  ${type} [${shape.join(', ')}]${skipped === true ? '  (skipped: up to date)' : ''}\n`;
}
