/** Clips by keys: what dragging their handles does. They act on the clip at the cursor, of the focused lane's track. */
import type { ClipInfo, DocumentInfo } from '../../../preload/contract/project.ts';
import { getActiveDocument } from '../../client/project.ts';
import type { Command } from '../../state/commands.ts';
import { tracksToEdit, useEditing } from '../../state/editing.ts';
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { assetSamplesOf } from './clipDrag.ts';
import { applyPreview } from './clipEdits.ts';
import { clipEndOf, previewOf, type ClipGestureKind } from './clipGesture.ts';
import { whyNotHere } from './editTarget.ts';

interface Found {
  readonly document: DocumentInfo;
  readonly trackId: string;
  readonly clip: ClipInfo;
}

function clipAtCursor(): Found | null {
  const document = getActiveDocument();
  if (document === null) return null;
  const { selection, cursorSample } = useSelection.getState();
  const at = selection?.startSample ?? cursorSample;
  for (const { trackId, clips } of tracksToEdit(document)) {
    // At its end the clip before is meant, unless another begins there.
    const clip =
      clips.find((each) => each.startSample <= at && clipEndOf(each) > at) ??
      clips.find((each) => clipEndOf(each) === at);
    if (clip !== undefined) return { document, trackId, clip };
  }
  return null;
}

const why = () => whyNotHere() ?? (clipAtCursor() === null ? 'no clip is at the cursor' : null);

async function change(kind: ClipGestureKind, byOf: (found: Found) => number, toTrackId?: string): Promise<void> {
  const found = clipAtCursor();
  if (found === null) return;
  const { document, clip, trackId } = found;
  const preview = previewOf(
    { kind, clip, trackId },
    {
      bySamples: byOf(found),
      toTrackId: toTrackId ?? trackId,
      targets: [],
      reachSamples: 0,
      assetSamples: assetSamplesOf(document, clip.assetId),
    },
  );
  await applyPreview({ clip, trackId }, preview, useEditing.getState().fadeShape);
}

const command = (
  name: string,
  title: string,
  keys: readonly string[],
  run: () => void | Promise<unknown>,
): Command => ({
  name: `clip.${name}`,
  title,
  category: 'Edit',
  defaultKeys: { phonoscope: keys },
  isEnabled: () => why() === null,
  disabledReason: why,
  run,
});

const cursor = () => useSelection.getState().cursorSample;
const pixel = () => Math.max(1, Math.round(useViewport.getState().samplesPerPixel));
const millisecond = ({ document }: Found) => Math.round(document.sampleRateHz / 1000);

function neighbourTrack(direction: -1 | 1): string | null {
  const found = clipAtCursor();
  if (found === null) return null;
  const ids = found.document.tracks.map(({ trackId }) => trackId);
  return ids[ids.indexOf(found.trackId) + direction] ?? null;
}

const toTrack = (name: string, title: string, keys: readonly string[], direction: -1 | 1): Command => {
  const reason = () => why() ?? (neighbourTrack(direction) === null ? 'there is no such track' : null);
  return {
    ...command(name, title, keys, async () => {
      const trackId = neighbourTrack(direction);
      if (trackId !== null) await change('move', () => 0, trackId);
    }),
    isEnabled: () => reason() === null,
    disabledReason: reason,
  };
};

function select(found: Found | null): void {
  if (found !== null) useSelection.getState().select(found.clip.startSample, clipEndOf(found.clip), null);
}

function goTo(direction: -1 | 1): void {
  const found = clipAtCursor();
  const track = found?.document.tracks.find(({ trackId }) => trackId === found.trackId);
  const clip = track?.clips[track.clips.findIndex(({ clipId }) => clipId === found?.clip.clipId) + direction];
  if (found !== null && clip !== undefined) select({ ...found, clip });
}

export const clipCommands: readonly Command[] = [
  command('select', 'Select the clip at the cursor', ['Alt+s'], () => {
    select(clipAtCursor());
  }),
  command('next', 'Select the next clip', ['$mod+Alt+.'], () => {
    goTo(1);
  }),
  command('previous', 'Select the previous clip', ['$mod+Alt+,'], () => {
    goTo(-1);
  }),
  command('nudgeLeft', 'Move the clip left by a pixel', ['$mod+Alt+ArrowLeft'], () => change('move', () => -pixel())),
  command('nudgeRight', 'Move the clip right by a pixel', ['$mod+Alt+ArrowRight'], () => change('move', pixel)),
  command('nudgeLeftMs', 'Move the clip left by 1 ms', ['$mod+Alt+Shift+ArrowLeft'], () =>
    change('move', (found) => -millisecond(found)),
  ),
  command('nudgeRightMs', 'Move the clip right by 1 ms', ['$mod+Alt+Shift+ArrowRight'], () =>
    change('move', millisecond),
  ),
  command('trimStart', 'Clip begins at the cursor', ['Alt+['], () =>
    change('start', ({ clip }) => cursor() - clip.startSample),
  ),
  command('trimEnd', 'Clip ends at the cursor', ['Alt+]'], () =>
    change('end', ({ clip }) => cursor() - clipEndOf(clip)),
  ),
  command('startEarlier', 'Draw the beginning of the clip out by a pixel', [], () => change('start', () => -pixel())),
  command('endLater', 'Draw the end of the clip out by a pixel', [], () => change('end', pixel)),
  command('fadeIn', 'Fade the clip in up to the cursor', ['Alt+,'], () =>
    change('fadeIn', ({ clip }) => cursor() - clip.startSample - fadeLength(clip.fadeIn)),
  ),
  command('fadeOut', 'Fade the clip out from the cursor', ['Alt+.'], () =>
    change('fadeOut', ({ clip }) => cursor() - clipEndOf(clip) + fadeLength(clip.fadeOut)),
  ),
  toTrack('toTrackAbove', 'Move the clip to the track above', ['$mod+Alt+PageUp'], -1),
  toTrack('toTrackBelow', 'Move the clip to the track below', ['$mod+Alt+PageDown'], 1),
];

function fadeLength(fade: ClipInfo['fadeIn']): number {
  return fade === null ? 0 : fade.lengthSamples - fade.skippedSamples;
}
