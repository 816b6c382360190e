import { getActiveDocument } from '../../client/project.ts';
import { formatHms } from '../../shared/format/time.ts';
import { registerCommands, type Command } from '../../state/commands.ts';
import { useContourSettings, type OverlayName } from '../../state/contourSettings.ts';
import { useCorrecting } from '../../state/correcting.ts';
import { inspectorSections } from '../../state/inspectorSections.ts';
import { laneOverlays } from '../../state/laneOverlays.ts';
import { useLayout } from '../../state/layout.ts';
import { notify } from '../../state/notices.ts';
import { useSelection } from '../../state/selection.ts';
import { addressedTrack, pitchText, readContours, type ContourChoice } from './contourReading.ts';
import { ContourOverlay } from './ContourOverlay.tsx';
import { contourSections } from './ContourSections.tsx';
import { correctCommands } from './correct/correctCommands.ts';
import { PitchCorrection } from './correct/PitchCorrection.tsx';
import { overlayTitles } from './overlayTitles.ts';
import { PulseOverlay } from './PulseOverlay.tsx';

const hasTrack = () => (getActiveDocument()?.tracks.length ?? 0) > 0;

const toggle = (overlay: OverlayName, key: string): Command => ({
  name: `contours.toggle-${overlay}`,
  title: `Show ${overlayTitles[overlay].toLowerCase()}`,
  category: 'Analyse',
  defaultKeys: { phonoscope: [key] },
  isEnabled: hasTrack,
  isOn: () => useContourSettings.getState().settings[overlay].isShown,
  run: () => {
    const { settings, change } = useContourSettings.getState();
    change(overlay, { isShown: !settings[overlay].isShown });
    // What is not seen cannot be corrected.
    if (settings[overlay].isShown) useCorrecting.setState(({ tool }) => ({ tool: tool === overlay ? null : tool }));
  },
});

const nothing: ContourChoice = { pitch: false, formants: false, intensity: false };

interface Query {
  readonly name: string;
  readonly title: string;
  readonly praatKey: string;
  readonly choice: Partial<ContourChoice>;
  readonly text: (reading: Awaited<ReturnType<typeof readContours>>) => string;
}

/** As Praat's keys answer: at the cursor, or the mean of the selection. */
const query = ({ name, title, praatKey, choice, text }: Query): Command => ({
  name: `contours.read-${name}`,
  title: `Read ${title}`,
  category: 'Analyse',
  defaultKeys: { phonoscope: [], praat: [praatKey] },
  isEnabled: hasTrack,
  run: async () => {
    const document = getActiveDocument();
    const addressed = document && addressedTrack(document, useLayout.getState().focusedLaneKey);
    if (document == null || addressed == null) return;
    const { selection, cursorSample } = useSelection.getState();
    const range = selection ?? { startSample: cursorSample, endSample: cursorSample };
    const address = { sourceId: addressed.track.sourceId, channel: addressed.channel };
    const { startSample, endSample } = range;
    const reading = await readContours(address, { startSample, endSample }, { ...nothing, ...choice });
    const time = (sample: number) => formatHms(sample / document.sampleRateHz);
    const where = selection === null ? `at ${time(startSample)}` : `mean of ${time(startSample)} – ${time(endSample)}`;
    notify('info', `${title[0]?.toUpperCase() ?? ''}${title.slice(1)} ${where}`, text(reading));
  },
});

const hertz = (hz: number | null | undefined) => (hz == null ? 'undefined' : `${String(Number(hz.toFixed(2)))} Hz`);

const commands: readonly Command[] = [
  toggle('pitch', 'Shift+P'),
  toggle('formants', 'Shift+F'),
  toggle('intensity', 'Shift+I'),
  toggle('pulses', 'Shift+G'),
  query({
    name: 'pitch',
    title: 'pitch',
    praatKey: 'F5',
    choice: { pitch: true },
    text: ({ pitchHz }) => pitchText(pitchHz),
  }),
  ...[1, 2, 3, 4].map((number) =>
    query({
      name: `formant-${String(number)}`,
      title: `formant F${String(number)}`,
      praatKey: `F${String(number)}`,
      choice: { formants: true },
      text: ({ formantHz }) => hertz(formantHz[number - 1]),
    }),
  ),
  query({
    name: 'intensity',
    title: 'intensity',
    praatKey: 'F8',
    choice: { intensity: true },
    text: ({ intensityDb }) => (intensityDb === null ? 'undefined' : `${intensityDb.toFixed(2)} dB re 20 µPa`),
  }),
];

/** Commands, overlays and inspector sections. @returns a function that takes them away again */
export function registerContours(): () => void {
  const stops = [
    registerCommands([...commands, ...correctCommands]),
    laneOverlays.add(
      { name: 'contours', kind: 'spectrogram', View: ContourOverlay },
      { name: 'pitch candidates', kind: 'spectrogram', View: PitchCorrection },
      { name: 'pulses', kind: 'waveform', View: PulseOverlay },
    ),
    inspectorSections.add(...contourSections),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
