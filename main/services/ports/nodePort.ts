/** A worker_threads port (or a worker, or parentPort) as the contract's WirePort. */
import type { WirePort } from '../../../preload/contract/rpc.ts';

interface NodePortLike {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'close' | 'exit', listener: () => void): unknown;
  postMessage(message: unknown): void;
  close?(): void;
  terminate?(): Promise<number>;
}

export function nodePort(port: NodePortLike): WirePort {
  return {
    post: (message) => {
      port.postMessage(message);
    },
    onMessage: (listener) => {
      port.on('message', listener);
    },
    onClose: (listener) => {
      port.once('close', listener);
      port.once('exit', listener);
    },
    close: () => {
      port.close?.();
      void port.terminate?.();
    },
  };
}
