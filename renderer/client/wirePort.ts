import type { WirePort } from '../../preload/contract/rpc.ts';

export function toWirePort(port: MessagePort): WirePort {
  return {
    post: (message) => {
      port.postMessage(message);
    },
    onMessage: (listener) => {
      port.addEventListener('message', (event: MessageEvent<unknown>) => {
        listener(event.data);
      });
      port.start();
    },
    onClose: (listener) => {
      port.addEventListener('close', listener);
    },
    close: () => {
      port.close();
    },
  };
}
