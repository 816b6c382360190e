/** Pitch, formants, intensity and pulses over the lanes. */
export { registerContours } from './contourCommands.ts';
export { ContourReadOut } from './ContourReadOut.tsx';
export { spokenContours } from './contourReading.ts';
