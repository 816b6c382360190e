/** The one rasteriser of the window, started when the first spectrogram is shown. */
import { notifyError } from '../../state/notices.ts';
import type { FromRasteriser, ToRasteriser } from './messages.ts';

let worker: Worker | null = null;
const listeners = new Set<(message: FromRasteriser) => void>();

function rasteriser(): Worker {
  if (worker !== null) return worker;
  worker = new Worker(new URL('./rasteriser.worker.ts', import.meta.url), { type: 'module', name: 'rasteriser' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromRasteriser>) => {
    if (data.kind === 'refused') notifyError('Draw on the graphics hardware', new Error(data.message));
    for (const listener of listeners) listener(data);
  });
  worker.addEventListener('error', ({ message }) => {
    notifyError('Draw spectrograms', new Error(message));
  });
  return worker;
}

export function tellRasteriser(message: ToRasteriser, transfer: Transferable[] = []): void {
  rasteriser().postMessage(message, transfer);
}

export function onRasteriser(listener: (message: FromRasteriser) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
