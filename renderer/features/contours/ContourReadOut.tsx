import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { useContourSettings } from '../../state/contourSettings.ts';
import { pitchText, useContourReading } from './contourReading.ts';

const shownFormants = 4;

/** For the status bar: f₀ with its note, F1 to F4 and intensity, those that are shown. */
export function ContourReadOut({ document }: { readonly document: DocumentInfo }) {
  const settings = useContourSettings((s) => s.settings);
  const reading = useContourReading(document);
  if (reading === null) return null;
  const formants = Array.from({ length: shownFormants }, (_, f) => {
    const hz = reading.formantHz[f];
    return hz == null ? '—' : String(Math.round(hz));
  });
  const parts = [
    ...(settings.pitch.isShown ? [`f0 ${pitchText(reading.pitchHz)}`] : []),
    ...(settings.formants.isShown ? [`F1–F4 ${formants.join(' ')} Hz`] : []),
    ...(settings.intensity.isShown
      ? [reading.intensityDb === null ? '— dB re 20 µPa' : `${reading.intensityDb.toFixed(1)} dB re 20 µPa`]
      : []),
  ];
  return <span data-testid="status-contours">{parts.join(' · ')}</span>;
}
