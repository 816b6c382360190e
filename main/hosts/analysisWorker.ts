/** Worker thread of the studio host: computes spectrogram tiles from the samples it is sent, or analyses a whole channel. */
import { parentPort } from 'node:worker_threads';
import { invariant } from '../engine/core/errors.ts';
import { buffersOf, computeTile } from '../services/analysis/tileTask.ts';
import type { TileAnswer, TileOrder } from '../services/analysis/tilePool.ts';
import { serveAnalysis, type AnalysisOrder } from '../services/contours/analysisOrder.ts';
import { toWireError } from '../services/wireErrors.ts';

invariant(parentPort !== null, 'analysisWorker must be started as a worker thread');
const port = parentPort;

port.on('message', (order: TileOrder | AnalysisOrder) => {
  if ('kind' in order) {
    serveAnalysis(order, (answer) => {
      port.postMessage(answer);
    });
    return;
  }
  const { id, task } = order;
  try {
    const tile = computeTile(task);
    const rooms = buffersOf(task);
    port.postMessage({ id, ok: true, tile, rooms } satisfies TileAnswer, [tile.values.buffer as ArrayBuffer, ...rooms]);
  } catch (error) {
    port.postMessage({ id, ok: false, error: toWireError(error) } satisfies TileAnswer);
  }
});
