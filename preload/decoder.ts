/** Beside the hidden decoder page: passes it the port to the studio host, nothing else. */
import { ipcRenderer } from 'electron';
import { channels } from './contract/channels.ts';

ipcRenderer.on(channels.studioPort, (event) => {
  window.postMessage({ channel: channels.studioPort, nonce: 'decoder' }, window.location.origin, event.ports);
});
