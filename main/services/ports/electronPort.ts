/** Electron's message ports as the contract's WirePort, described by shape: services do not import electron. */
import type { WirePort } from '../../../preload/contract/rpc.ts';

export interface ElectronPortLike {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** The port is started when the first listener is set, so nothing that was sent before is lost. */
export function electronPort(port: ElectronPortLike): WirePort {
  let isOpen = true;
  port.on('close', () => {
    isOpen = false;
  });
  return {
    post: (message) => {
      if (isOpen) port.postMessage(message);
    },
    onMessage: (listener) => {
      port.on('message', ({ data }) => {
        listener(data);
      });
      port.start();
    },
    onClose: (listener) => {
      port.on('close', listener);
    },
    close: () => {
      isOpen = false;
      port.close();
    },
  };
}
