import { getActiveDocument } from '../../client/project.ts';
import type { Command } from '../../state/commands.ts';
import { focusedTrack } from '../../state/editing.ts';
import { useLayout } from '../../state/layout.ts';
import { useRecording } from '../../state/recording.ts';
import { armTrack } from './ArmButton.tsx';
import { recordSession } from './recordSession.ts';

const isRecording = () => useRecording.getState().status !== 'idle';

function trackToArm() {
  const document = getActiveDocument();
  return document === null ? null : (focusedTrack(document) ?? document.tracks[0] ?? null);
}

export const recordCommands: readonly Command[] = [
  {
    name: 'record.toggle',
    get title() {
      return isRecording() ? 'Stop recording' : 'Record';
    },
    category: 'Play',
    defaultKeys: { phonoscope: ['r'] },
    isEnabled: () => useRecording.getState().status !== 'stopping',
    isOn: isRecording,
    run: () => {
      if (!isRecording()) return recordSession.start();
      recordSession.stop();
      return undefined;
    },
  },
  {
    name: 'record.arm',
    title: 'Record into the focused track, or into a new one',
    category: 'Play',
    defaultKeys: { phonoscope: ['Alt+r'] },
    isEnabled: () => !isRecording() && trackToArm() !== null,
    isOn: () => trackToArm()?.trackId === useRecording.getState().armedTrackId,
    run: () => {
      const track = trackToArm();
      if (track !== null) armTrack(track.trackId);
    },
  },
  {
    name: 'record.settings',
    title: 'Recording settings: input, channels, pre-roll, offset',
    category: 'Play',
    run: () => {
      useLayout.getState().change({ workspace: 'inspect', isInspectorOpen: true, inspectorTab: 'settings' });
    },
  },
];
