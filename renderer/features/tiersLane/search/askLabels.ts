/** Searches beside the page: an expression that tries too many ways is stopped, and the window never waits for it. */
import type { Match, Search } from './findLabels.ts';

export interface AskedLabels {
  readonly search: Search;
  readonly labels: readonly (readonly string[])[]; // by tier
}

export type LabelAnswer = readonly (readonly Match[])[] | 'tooLong';

const mostMs = 2000;

let idle: Worker | null = null;

function takeWorker(): Worker {
  const worker =
    idle ?? new Worker(new URL('./labelSearch.worker.ts', import.meta.url), { type: 'module', name: 'labelSearch' });
  idle = null;
  return worker;
}

/** @returns gives the question up */
export function askLabels(asked: AskedLabels, answer: (matches: LabelAnswer) => void): () => void {
  const worker = takeWorker();
  const stop = () => {
    window.clearTimeout(timer);
    worker.onmessage = null;
    worker.terminate();
  };
  const timer = window.setTimeout(() => {
    stop();
    answer('tooLong');
  }, mostMs);
  let isAnswered = false;
  worker.onmessage = ({ data }: MessageEvent<Match[][]>) => {
    isAnswered = true;
    window.clearTimeout(timer);
    worker.onmessage = null;
    if (idle === null) idle = worker;
    else worker.terminate();
    answer(data);
  };
  worker.postMessage(asked);
  return () => {
    if (!isAnswered) stop();
  };
}
