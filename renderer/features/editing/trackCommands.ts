/** Tracks: add, remove, rename, reorder, mute, solo, gain. They act on the track of the focused lane, else the first. */
import type { DocumentInfo, TrackInfo } from '../../../preload/contract/project.ts';
import { getActiveDocument } from '../../client/project.ts';
import { amplitudeToDbfs, formatDb } from '../../shared/format/level.ts';
import { announce } from '../../state/announcements.ts';
import type { Command } from '../../state/commands.ts';
import { focusedTrack, useEditing } from '../../state/editing.ts';
import { useLayout } from '../../state/layout.ts';
import { makeEdit } from './makeEdit.ts';
import { ask } from './prompt.ts';

interface Addressed {
  readonly document: DocumentInfo;
  readonly track: TrackInfo;
}

function addressed(): Addressed | null {
  const document = getActiveDocument();
  const track = document === null ? undefined : (focusedTrack(document) ?? document.tracks[0]);
  return document === null || track === undefined ? null : { document, track };
}

const whyNoTrack = () =>
  getActiveDocument() === null ? 'no recording is open' : addressed() === null ? 'there is no track' : null;

const trackCommand = (
  name: string,
  title: string,
  keys: readonly string[],
  run: (at: Addressed) => void | Promise<unknown>,
  why: () => string | null = whyNoTrack,
): Command => ({
  name: `track.${name}`,
  title,
  category: 'Edit',
  defaultKeys: { phonoscope: keys },
  isEnabled: () => why() === null,
  disabledReason: why,
  run: () => {
    const at = addressed();
    return at === null ? undefined : run(at);
  },
});

export const gainDbOf = ({ gain }: TrackInfo): number => Number(amplitudeToDbfs(gain).toFixed(2));

export function toggleMute(track: TrackInfo): Promise<void> {
  return makeEdit({ kind: 'track.mix', trackId: track.trackId, gainDb: gainDbOf(track), isMuted: !track.isMuted });
}

export function toggleSolo({ trackId, name }: TrackInfo): void {
  const { soloTrackIds } = useEditing.getState();
  const isOn = soloTrackIds.includes(trackId);
  useEditing.setState({
    soloTrackIds: isOn ? soloTrackIds.filter((id) => id !== trackId) : [...soloTrackIds, trackId],
  });
  announce(isOn ? `${name} is not heard alone any more` : `${name} is heard alone`);
}

export function askTrackGain(track: TrackInfo): void {
  ask({
    kind: 'number',
    title: `Gain of ${track.name}`,
    field: `Gain of ${track.name}`,
    action: 'Set gain',
    initial: gainDbOf(track),
    rules: { dimension: 'level', format: (db) => formatDb(db, 2), minValue: -100, maxValue: 40 },
    apply: (gainDb) => makeEdit({ kind: 'track.mix', trackId: track.trackId, gainDb, isMuted: track.isMuted }),
  });
}

async function move({ document, track }: Addressed, direction: -1 | 1): Promise<void> {
  const toIndex = document.tracks.indexOf(track) + direction;
  if (toIndex < 0 || toIndex >= document.tracks.length) return;
  // An order of lanes that was set by hand would hide it.
  useLayout.getState().change({ laneOrder: [] });
  await makeEdit({ kind: 'track.move', trackId: track.trackId, toIndex });
}

const whyNotAlone = () =>
  whyNoTrack() ?? ((getActiveDocument()?.tracks.length ?? 0) < 2 ? 'it is the only track' : null);

export const trackCommands: readonly Command[] = [
  {
    name: 'track.add',
    title: 'Add a track',
    category: 'Edit',
    defaultKeys: { phonoscope: ['$mod+Alt+n'] },
    isEnabled: () => getActiveDocument() !== null,
    disabledReason: () => 'no recording is open',
    run: async () => {
      const document = getActiveDocument();
      if (document === null) return;
      const channels = focusedTrack(document)?.channels ?? document.tracks[0]?.channels ?? 1;
      await makeEdit({ kind: 'track.add', name: `Track ${String(document.tracks.length + 1)}`, channels });
    },
  },
  trackCommand(
    'remove',
    'Remove the track',
    [],
    ({ track }) => makeEdit({ kind: 'track.remove', trackId: track.trackId }),
    whyNotAlone,
  ),
  trackCommand('rename', 'Rename the track…', [], ({ track }) => {
    ask({
      kind: 'text',
      title: `Rename ${track.name}`,
      field: 'Name of the track',
      action: 'Rename',
      initial: track.name,
      apply: (name) => makeEdit({ kind: 'track.rename', trackId: track.trackId, name: name.slice(0, 200) }),
    });
  }),
  trackCommand('moveUp', 'Move the track up', [], (at) => move(at, -1), whyNotAlone),
  trackCommand('moveDown', 'Move the track down', [], (at) => move(at, 1), whyNotAlone),
  {
    ...trackCommand('mute', 'Mute the track', ['Shift+U'], ({ track }) => toggleMute(track)),
    isOn: () => addressed()?.track.isMuted === true,
  },
  {
    ...trackCommand('solo', 'Hear the track alone', ['Shift+O'], ({ track }) => {
      toggleSolo(track);
    }),
    isOn: () => useEditing.getState().soloTrackIds.includes(addressed()?.track.trackId ?? ''),
  },
  trackCommand('gain', 'Gain of the track…', ['$mod+Shift+g'], ({ track }) => {
    askTrackGain(track);
  }),
];
