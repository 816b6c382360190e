/** One channel's waveform: takes `LaneProps` of state/lanes.ts. */
export { WaveformLane } from './WaveformLane.tsx';
