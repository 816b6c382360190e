import { getActiveDocument } from '../../client/project.ts';
import type { Command } from '../../state/commands.ts';
import { useLayout } from '../../state/layout.ts';
import { lanesOf } from '../../state/lanes.ts';
import { largestWaveformZoom, magnifyWaveform, setWaveformZoom, waveformAxisOf } from '../../state/waveformAxis.ts';
import { hasDocument } from './conditions.ts';

/** Of the lane that has or last had the focus, else the first. */
function focusedTrackId(): string | null {
  const document = getActiveDocument();
  if (document === null) return null;
  const { focusedLaneKey } = useLayout.getState();
  const focused = lanesOf(document).find(({ key }) => key === focusedLaneKey);
  return focused?.trackId ?? document.tracks[0]?.trackId ?? null;
}

function focusedZoom(): number {
  return waveformAxisOf(useLayout.getState(), focusedTrackId()).zoom;
}

interface Magnification {
  readonly name: string;
  readonly title: string;
  readonly key: string;
  readonly isEnabled: () => boolean;
  readonly run: (trackId: string) => void;
}

const magnifications: readonly Magnification[] = [
  {
    name: 'magnifyWaveform',
    title: 'Magnify the waveform',
    key: 'Alt+=',
    isEnabled: () => focusedZoom() < largestWaveformZoom,
    run: (trackId) => {
      magnifyWaveform(trackId, 2);
    },
  },
  {
    name: 'reduceWaveform',
    title: 'Magnify the waveform less',
    key: 'Alt+-',
    isEnabled: () => focusedZoom() > 1,
    run: (trackId) => {
      magnifyWaveform(trackId, 0.5);
    },
  },
  {
    name: 'resetWaveformZoom',
    title: 'Waveform to full scale',
    key: 'Alt+0',
    isEnabled: () => focusedZoom() > 1,
    run: (trackId) => {
      setWaveformZoom(trackId, 1);
    },
  },
];

export const waveformCommands: readonly Command[] = [
  {
    name: 'view.toggleWaveformScale',
    title: 'Waveform in dB',
    category: 'View',
    defaultKeys: { phonoscope: ['d'] },
    isEnabled: hasDocument,
    isOn: () => useLayout.getState().waveformScale === 'db',
    run: () => {
      const { waveformScale, change } = useLayout.getState();
      change({ waveformScale: waveformScale === 'db' ? 'linear' : 'db' });
    },
  },
  ...magnifications.map(({ name, title, key, isEnabled, run }): Command => ({
    name: `view.${name}`,
    title,
    category: 'View',
    defaultKeys: { phonoscope: [key] },
    isEnabled: () => hasDocument() && isEnabled(),
    run: () => {
      const trackId = focusedTrackId();
      if (trackId !== null) run(trackId);
    },
  })),
];
