/** The spectrogram of sound as it happens: of the microphone, or of what is played. */
export { registerLive } from './liveCommands.ts';
export { LiveView } from './LiveView.tsx';
export { useLive } from './liveState.ts';
