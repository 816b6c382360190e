import type { FigurePanel, SpectrogramPanel } from '../../../preload/contract/figures.ts';

/** How what is shown was made, in one line: of the first spectrogram. */
export function figureCaption(panels: readonly FigurePanel[], sampleRateHz: number, isCorrected: boolean): string {
  const shown = panels.find((panel): panel is SpectrogramPanel => panel.kind === 'spectrogram');
  return [
    `${Number((sampleRateHz / 1000).toFixed(3))} kHz`,
    ...(shown ? spectrogramFacts(shown, sampleRateHz) : []),
    ...(isCorrected ? ['pitch corrected by hand'] : []),
  ].join(' · ');
}

function spectrogramFacts({ params, pitch, formants }: SpectrogramPanel, sampleRateHz: number): string[] {
  const { window, winLength, fftSize, preEmphasis } = params;
  const ms = ((1000 * winLength) / sampleRateHz).toFixed(1);
  return [
    `${window} ${winLength} (${ms} ms)`,
    `FFT ${fftSize}`,
    ...(params.method === 'reassigned' ? ['reassigned'] : []),
    ...(preEmphasis === 0 ? [] : [`pre-emphasis ${preEmphasis}`]),
    'dB re full-scale sine',
    ...(pitch === null ? [] : [`pitch ${pitch.params.method} ${pitch.params.floorHz}–${pitch.params.ceilingHz} Hz`]),
    ...(formants === null ? [] : [`formants below ${formants.params.ceilingHz} Hz`]),
  ];
}
