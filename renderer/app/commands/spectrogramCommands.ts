import { getActiveDocument } from '../../client/project.ts';
import { studio } from '../../client/studio.ts';
import { colourMapNames } from '../../shared/colormap/colourMaps.ts';
import { frequencyScaleNames } from '../../shared/frequencyScale/frequencyScale.ts';
import type { Command } from '../../state/commands.ts';
import {
  defaultSpectrogramSettings,
  speechSettings,
  useSpectrogramSettings,
  windowOptions,
  type SpectrogramSettings,
  type SpeechBand,
} from '../../state/spectrogramSettings.ts';
import { useSpeechSettings } from '../../state/speechSettings.ts';
import { hasDocument } from './conditions.ts';

function after<T>(values: readonly T[], value: T): T {
  return values[(values.indexOf(value) + 1) % values.length] ?? value;
}

function changeBy(change: (settings: SpectrogramSettings) => Partial<SpectrogramSettings>): void {
  const store = useSpectrogramSettings.getState();
  store.change(change(store.settings));
}

/** The window's length doubled or halved keeps the overlap. */
function scaleWindow(factor: number): void {
  changeBy(({ winLength, hopLength }) => {
    const next = Math.round(winLength * factor);
    if (next < 8 || next > 65_536) return {};
    return { winLength: next, hopLength: Math.max(1, Math.round(hopLength * factor)) };
  });
}

const spectrogram = (name: string, title: string, keys: readonly string[], run: () => void): Command => ({
  name: `spectrogram.${name}`,
  title,
  category: 'View',
  defaultKeys: { phonoscope: keys },
  isEnabled: hasDocument,
  run,
});

function showSpeech(band: SpeechBand): void {
  const document = getActiveDocument();
  if (document !== null) changeBy(() => speechSettings(band, document.sampleRateHz));
}

export const spectrogramCommands: readonly Command[] = [
  spectrogram('nextColourMap', 'Next colour map', ['c'], () => {
    changeBy(({ colourMap }) => ({ colourMap: after(colourMapNames, colourMap) }));
  }),
  spectrogram('nextScale', 'Next frequency scale', ['s'], () => {
    changeBy(({ scale }) => ({ scale: after(frequencyScaleNames, scale) }));
  }),
  spectrogram('nextWindow', 'Next window function', ['w'], () => {
    changeBy(({ window }) => ({ window: after(windowOptions, window) }));
  }),
  spectrogram('longerWindow', 'Longer window: finer in frequency', ['Shift+W'], () => {
    scaleWindow(2);
  }),
  spectrogram('shorterWindow', 'Shorter window: finer in time', ['Alt+w'], () => {
    scaleWindow(0.5);
  }),
  spectrogram('brighter', 'Spectrogram: show weaker sounds', ['Shift+B'], () => {
    changeBy(({ floorDb }) => ({ floorDb: Math.max(floorDb - 5, -200) }));
  }),
  spectrogram('darker', 'Spectrogram: hide weaker sounds', ['b'], () => {
    changeBy(({ floorDb }) => ({ floorDb: Math.min(floorDb + 5, 0) }));
  }),
  spectrogram('wideBand', 'Spectrogram of speech: wide band, up to 5 kHz', ['Alt+b'], () => {
    showSpeech('wide');
  }),
  spectrogram('narrowBand', 'Spectrogram of speech: narrow band, up to 5 kHz', ['Alt+Shift+b'], () => {
    showSpeech('narrow');
  }),
  spectrogram('reset', 'Reset the spectrogram settings', [], () => {
    const document = getActiveDocument();
    if (document !== null) changeBy(() => defaultSpectrogramSettings(document.sampleRateHz));
  }),
  {
    name: 'speech.detect',
    title: 'Detect speech',
    category: 'Analyse',
    defaultKeys: { phonoscope: ['$mod+d'], audacity: [] },
    isEnabled: hasDocument,
    run: async () => {
      const document = getActiveDocument();
      const track = document?.tracks[0];
      if (document === null || track === undefined) return;
      await studio.call['speech.detect']({
        documentId: document.documentId,
        trackId: track.trackId,
        ...useSpeechSettings.getState(),
      });
    },
  },
];
