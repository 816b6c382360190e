import type { OverlayName } from '../../state/contourSettings.ts';

export const overlayTitles: Readonly<Record<OverlayName, string>> = {
  pitch: 'Pitch',
  formants: 'Formants',
  intensity: 'Intensity',
  pulses: 'Glottal pulses',
};
