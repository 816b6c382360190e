/** Channels of whole tracks: mixed, swapped, taken apart, joined. */
import type { ChannelOperation } from '../../../preload/contract/effects.ts';
import type { DocumentInfo, TrackInfo } from '../../../preload/contract/project.ts';
import { whenOver } from '../../client/jobs.ts';
import { getActiveDocument } from '../../client/project.ts';
import { studio } from '../../client/studio.ts';
import { announce } from '../../state/announcements.ts';
import type { Command } from '../../state/commands.ts';
import { focusedTrack, tracksToEdit } from '../../state/editing.ts';
import { lanesOf } from '../../state/lanes.ts';
import { useLayout } from '../../state/layout.ts';
import { tellOfClipping } from './applyEffect.ts';
import { whyNoTrack } from './effectPlace.ts';

/** @throws Error: why it failed */
async function run(document: DocumentInfo, tracks: readonly TrackInfo[], operation: ChannelOperation): Promise<void> {
  const { documentId, sampleRateHz } = document;
  const trackIds = tracks.map(({ trackId }) => trackId);
  const { jobId } = await studio.call['effects.channels']({ documentId, trackIds, operation });
  const job = await whenOver(jobId);
  if (job?.error != null && job.state === 'failed') throw new Error(job.error.message);
  announce(job?.state === 'done' ? `Done: ${job.title}` : 'The channels were left as they are');
  if (job?.state === 'done') tellOfClipping(job, sampleRateHz);
}

interface Row {
  readonly name: string;
  readonly title: string;
  readonly rule: (track: TrackInfo) => boolean;
  readonly broken: string;
  readonly operation: () => ChannelOperation;
}

/** Of the focused lane. */
function focusedChannel(): number {
  const document = getActiveDocument();
  const { focusedLaneKey } = useLayout.getState();
  return (document && lanesOf(document).find(({ key }) => key === focusedLaneKey)?.channel) ?? 0;
}

const isStereo = ({ channels }: TrackInfo) => channels === 2;
const hasSeveral = ({ channels }: TrackInfo) => channels > 1;
const stereoOnly = 'this takes tracks of 2 channels';
const severalOnly = 'the track has 1 channel';

const rows: readonly Row[] = [
  {
    name: 'mono',
    title: 'Mix down to mono',
    rule: hasSeveral,
    broken: severalOnly,
    operation: () => ({ kind: 'mono' }),
  },
  {
    name: 'swap',
    title: 'Swap left and right',
    rule: isStereo,
    broken: stereoOnly,
    operation: () => ({ kind: 'swap' }),
  },
  {
    name: 'split',
    title: 'Split channels into tracks',
    rule: hasSeveral,
    broken: severalOnly,
    operation: () => ({ kind: 'split' }),
  },
  {
    name: 'extract',
    title: 'Copy this channel into a new track',
    rule: () => true,
    broken: '',
    operation: () => ({ kind: 'extract', channel: focusedChannel() }),
  },
  {
    name: 'duplicate',
    title: 'This channel in both channels',
    rule: () => true,
    broken: '',
    operation: () => ({ kind: 'duplicate', channel: focusedChannel() }),
  },
  {
    name: 'midSide',
    title: 'Left and right into mid and side',
    rule: isStereo,
    broken: stereoOnly,
    operation: () => ({ kind: 'midSide' }),
  },
  {
    name: 'leftRight',
    title: 'Mid and side into left and right',
    rule: isStereo,
    broken: stereoOnly,
    operation: () => ({ kind: 'leftRight' }),
  },
];

/** The focused track, or all of them as edits take them. */
const editedTracks = (): readonly TrackInfo[] => {
  const document = getActiveDocument();
  return document === null ? [] : tracksToEdit(document);
};

const channelCommand = ({ name, title, rule, broken, operation }: Row): Command => {
  const why = () => whyNoTrack() ?? (editedTracks().every(rule) ? null : broken);
  return {
    name: `channels.${name}`,
    title,
    category: 'Edit',
    isEnabled: () => why() === null,
    disabledReason: why,
    run: async () => {
      const document = getActiveDocument();
      if (document !== null) await run(document, editedTracks(), operation());
    },
  };
};

/** The focused track and the one below it. */
function pair(): readonly TrackInfo[] {
  const document = getActiveDocument();
  if (document === null) return [];
  const focused = focusedTrack(document);
  const first = focused === null ? 0 : document.tracks.indexOf(focused);
  return document.tracks.slice(first, first + 2);
}

const whyNoPair = () => whyNoTrack() ?? (pair().length < 2 ? 'there is no track below it' : null);

export const channelNames = ['mono', 'swap', 'split', 'join', 'extract', 'duplicate', 'midSide', 'leftRight'].map(
  (name) => `channels.${name}`,
);

export const channelCommands: readonly Command[] = [
  ...rows.map(channelCommand),
  {
    name: 'channels.join',
    title: 'Join with the track below as channels of one',
    category: 'Edit',
    isEnabled: () => whyNoPair() === null,
    disabledReason: whyNoPair,
    run: async () => {
      const document = getActiveDocument();
      if (document !== null) await run(document, pair(), { kind: 'join' });
    },
  },
];
