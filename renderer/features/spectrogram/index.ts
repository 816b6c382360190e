/** One channel's spectrogram: takes `LaneProps` of state/lanes.ts. */
export { SpectrogramLane } from './SpectrogramLane.tsx';
export { registerSpectrogramDrawing } from './spectrogramCommands.ts';
