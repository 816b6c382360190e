/** Spectrum at the cursor and average of the selection: `<SpectrumPanel document />` for the bottom panel. */
export { SpectrumPanel } from './SpectrumPanel.tsx';
