/** Runs in the sandbox beside the page: hands it four narrow functions and no Electron object. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channels } from './contract/channels.ts';
import type { PhonoscopeBridge, ShellEvent } from './contract/shell.ts';

const bridge: PhonoscopeBridge = {
  shellCall: (method, input) => ipcRenderer.invoke(channels.shellCall, method, input),
  onShellEvent: (listener) => {
    ipcRenderer.on(channels.shellEvent, (_event, shellEvent: ShellEvent) => {
      listener(shellEvent);
    });
  },
  requestStudioPort: (nonce) => {
    ipcRenderer.send(channels.requestStudioPort, nonce);
  },
  registerDroppedFile: async (file) => {
    if (!(file instanceof File)) return null;
    const path = webUtils.getPathForFile(file);
    return path === '' ? null : ((await ipcRenderer.invoke(channels.registerDroppedFile, path)) as string);
  },
};

contextBridge.exposeInMainWorld('phonoscope', bridge);

// A port cannot cross the context bridge; a window message can carry it, and the nonce tells the page it is ours.
ipcRenderer.on(channels.studioPort, (event, nonce: string) => {
  window.postMessage({ channel: channels.studioPort, nonce }, window.location.origin, event.ports);
});
