import { channels } from '../../preload/contract/channels.ts';
import { bridge } from './bridge.ts';

/** Asks main for a port to the studio host; the nonce tells our port from anything else posted to the window. */
export function requestPort(): Promise<MessagePort> {
  const nonce = crypto.randomUUID();
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent<unknown>) => {
      const data = event.data as { channel?: unknown; nonce?: unknown } | null;
      const port = event.ports[0];
      if (event.source !== window || data?.channel !== channels.studioPort || data.nonce !== nonce || !port) return;
      window.removeEventListener('message', onMessage);
      resolve(port);
    };
    window.addEventListener('message', onMessage);
    bridge.requestStudioPort(nonce);
  });
}
