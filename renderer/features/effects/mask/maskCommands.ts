/** Masks that are kept, and harmonics of the pitch, without a pointer. */
import { masksOf } from '../../../client/masks.ts';
import { getActiveDocument } from '../../../client/project.ts';
import { studio } from '../../../client/studio.ts';
import { announce } from '../../../state/announcements.ts';
import type { Command } from '../../../state/commands.ts';
import { pitchParamsOf, useContourSettings } from '../../../state/contourSettings.ts';
import { tracksToEdit } from '../../../state/editing.ts';
import { lanesOf } from '../../../state/lanes.ts';
import { useLayout } from '../../../state/layout.ts';
import { notify } from '../../../state/notices.ts';
import { useRenaming } from '../../../state/renaming.ts';
import { useSelection } from '../../../state/selection.ts';
import { whyNoTrack } from '../effectPlace.ts';
import { currentMask, deleteMask, keepSelection, replaceMask, selectMask } from './keptMasks.ts';
import { selectRegion } from './maskShape.ts';
import { harmonicSettings } from './maskToolSettings.ts';

const whyNoSelection = () =>
  whyNoTrack() ?? (useSelection.getState().selection === null ? 'select something in the spectrogram first' : null);
const whyNoMasks = () => {
  const document = getActiveDocument();
  return whyNoTrack() ?? (document === null || masksOf(document.documentId).length === 0 ? 'no mask is kept' : null);
};
const whyNoMask = () => whyNoMasks() ?? (currentMask() === null ? 'select a mask that is kept first' : null);

interface CommandRow {
  readonly title: string;
  readonly keys?: readonly string[];
  readonly why: () => string | null;
  readonly run: () => unknown;
}

const command = (name: string, { title, keys = [], why, run }: CommandRow): Command => ({
  name: `masks.${name}`,
  title,
  category: 'Select',
  defaultKeys: { phonoscope: keys },
  isEnabled: () => why() === null,
  disabledReason: why,
  run: async () => {
    await run();
  },
});

function step(by: 1 | -1): void {
  const document = getActiveDocument();
  const masks = document === null ? [] : masksOf(document.documentId);
  const at = masks.findIndex(({ maskId }) => maskId === currentMask()?.maskId);
  const next = masks.at(at < 0 ? (by === 1 ? 0 : -1) : (at + by) % masks.length);
  if (next !== undefined) selectMask(next, 'new');
}

function askName(): void {
  const mask = currentMask();
  if (mask === null) return;
  useLayout.getState().change({ workspace: 'inspect', isInspectorOpen: true });
  useRenaming.setState({ key: mask.maskId });
}

/** Of the pitch as it is measured and corrected, in the selected time. */
async function selectHarmonics(): Promise<void> {
  const document = getActiveDocument();
  const { selection } = useSelection.getState();
  const track = document === null ? undefined : tracksToEdit(document)[0];
  if (document === null || selection === null || track === undefined) return;
  const { focusedLaneKey } = useLayout.getState();
  const lane = lanesOf(document).find(({ key, trackId }) => key === focusedLaneKey && trackId === track.trackId);
  const { startSample, endSample } = selection;
  const region = await studio.call['masks.harmonics']({
    sourceId: track.sourceId,
    channel: lane?.channel ?? 0,
    pitch: pitchParamsOf(useContourSettings.getState().settings),
    startSample,
    endSample,
    ...harmonicSettings(),
  });
  if (useSelection.getState().selection !== selection) return;
  if (region === null) {
    notify('info', 'No harmonics', 'Nothing in the selected time is voiced.');
    return;
  }
  selectRegion(region, 'new', document.sampleRateHz);
  announce('The harmonics of the pitch are selected');
}

export const maskCommands: readonly Command[] = [
  command('keep', {
    title: 'Keep the selection as a mask',
    keys: ['$mod+Shift+k'],
    why: whyNoSelection,
    run: keepSelection,
  }),
  command('next', {
    title: 'Select the next mask',
    keys: ['Alt+k'],
    why: whyNoMasks,
    run: () => {
      step(1);
    },
  }),
  command('previous', {
    title: 'Select the previous mask',
    keys: ['Alt+Shift+k'],
    why: whyNoMasks,
    run: () => {
      step(-1);
    },
  }),
  command('replace', {
    title: 'Replace the mask by the selection',
    why: whyNoMask,
    run: () => {
      const mask = currentMask();
      return mask === null ? undefined : replaceMask(mask);
    },
  }),
  command('rename', { title: 'Rename the mask', why: whyNoMask, run: askName }),
  command('delete', {
    title: 'Delete the mask',
    why: whyNoMask,
    run: () => {
      const mask = currentMask();
      return mask === null ? undefined : deleteMask(mask);
    },
  }),
  command('harmonicsOfPitch', {
    title: 'Select the harmonics of the pitch in the selection',
    why: whyNoSelection,
    run: selectHarmonics,
  }),
];
