/** Measures of the selection and of tiers, in tables. */
export { MeasurementsPanel } from './MeasurementsPanel.tsx';
export { registerMeasurements } from './measureCommands.ts';
export { VoicePanel } from './VoicePanel.tsx';
