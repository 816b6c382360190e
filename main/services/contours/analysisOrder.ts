/** What the host and an analysis thread tell each other about one piece of work. */
import type { WireErrorShape } from '../../../preload/contract/errors.ts';
import type { Progress } from '../../engine/core/progress.ts';
import { throwIfAborted } from '../../engine/core/errors.ts';
import { toWireError } from '../wireErrors.ts';
import { runAnalysis, type AnalysisTask } from './analysisTask.ts';
import { bridgedSource, isAborted, type SampleBridge } from './sampleBridge.ts';
import { withSharedArrays } from './sharedArrays.ts';

export interface AnalysisOrder {
  readonly kind: 'analysis';
  readonly id: number;
  readonly task: AnalysisTask;
  readonly sampleRateHz: number;
  readonly bridge: SampleBridge;
}

export type AnalysisAnswer =
  | { readonly id: number; readonly kind: 'block'; readonly index: number }
  | { readonly id: number; readonly kind: 'progress'; readonly progress: Progress }
  | { readonly id: number; readonly kind: 'result'; readonly result: unknown }
  | { readonly id: number; readonly kind: 'error'; readonly error: WireErrorShape };

const minProgressMs = 100;

/** In the thread: does the work and tells of it. */
export function serveAnalysis(
  { id, task, sampleRateHz, bridge }: AnalysisOrder,
  post: (answer: AnalysisAnswer) => void,
): void {
  const aborter = new AbortController();
  let toldMs = -Infinity;
  const source = bridgedSource(bridge, (index) => {
    post({ id, kind: 'block', index });
  });
  const onProgress = (progress: Progress) => {
    if (isAborted(bridge)) aborter.abort();
    throwIfAborted(aborter.signal);
    if (performance.now() - toldMs < minProgressMs) return;
    toldMs = performance.now();
    post({ id, kind: 'progress', progress });
  };
  try {
    const result = runAnalysis(task, { source, sampleRateHz }, { signal: aborter.signal, onProgress });
    post({ id, kind: 'result', result: withSharedArrays(result) });
  } catch (error) {
    post({ id, kind: 'error', error: toWireError(error) });
  }
}
