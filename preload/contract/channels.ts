/** Names of Electron's IPC channels. Strings only: the preload imports this file and nothing else of the contract. */
export const channels = {
  shellCall: 'phonoscope:shell', // renderer -> main, request/reply
  shellEvent: 'phonoscope:shell-event', // main -> renderer
  registerDroppedFile: 'phonoscope:dropped-file', // preload -> main, with the path of a real File
  requestStudioPort: 'phonoscope:studio-port', // preload -> main
  studioPort: 'phonoscope:port', // main -> preload -> page, carries the MessagePort and its nonce
} as const;
