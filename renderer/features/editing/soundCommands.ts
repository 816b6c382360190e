/** Editing sound over the selection or at the cursor. */
import type { EditCommand } from '../../../preload/contract/edits.ts';
import { copySound, useEdits } from '../../client/edits.ts';
import { formatDuration } from '../../shared/format/time.ts';
import { announce } from '../../state/announcements.ts';
import type { Command, KeyPreset } from '../../state/commands.ts';
import { useEditing } from '../../state/editing.ts';
import { editTarget, whyNoOneSpan, whyNoSpan, whyNotHere, whyOneRange, type EditTarget } from './editTarget.ts';
import { makeEdit } from './makeEdit.ts';
import { askGain, askRepeat, askSilence } from './soundPrompts.ts';

type Keys = Partial<Record<KeyPreset, readonly string[]>>;
type Span = NonNullable<EditTarget['span']>;
type Ranges = Span & { readonly more?: Span[] };

const edit = (
  name: string,
  title: string,
  defaultKeys: Keys,
  why: () => string | null,
  run: () => void | Promise<unknown>,
): Command => ({
  name: `edit.${name}`,
  title,
  category: 'Edit',
  defaultKeys,
  isEnabled: () => why() === null,
  disabledReason: why,
  run,
});

/** A command of the selection's time, which is one range. */
const overSpan = (
  name: string,
  title: string,
  keys: Keys,
  work: (target: EditTarget, span: Span) => void | Promise<unknown>,
) =>
  edit(name, title, keys, whyNoOneSpan, async () => {
    const target = editTarget();
    if (target?.span != null) await work(target, target.span);
  });

/** Of all ranges that are selected: of the first as the span, the rest as more. */
const overRanges = (
  name: string,
  title: string,
  keys: Keys,
  work: (target: EditTarget, ranges: Ranges) => void | Promise<unknown>,
) =>
  edit(name, title, keys, whyNoSpan, async () => {
    const target = editTarget();
    const [first, ...more] = target?.spans ?? [];
    if (target !== null && first !== undefined) await work(target, more.length === 0 ? first : { ...first, more });
  });

const atCursor = (
  name: string,
  title: string,
  keys: Keys,
  work: (target: EditTarget) => void | Promise<unknown>,
  why: () => string | null = whyNotHere,
) =>
  edit(name, title, keys, why, async () => {
    const target = editTarget();
    if (target !== null) await work(target);
  });

const atOnePlace: typeof atCursor = (name, title, keys, work) =>
  atCursor(name, title, keys, work, () => whyNotHere() ?? whyOneRange());

const point = (atSample: number): Span => ({ startSample: atSample, endSample: atSample });

async function remove({ trackIds }: EditTarget, ranges: Ranges, isCut = false): Promise<void> {
  const { ripple } = useEditing.getState();
  const command: EditCommand = { kind: 'sound.delete', trackIds, ...ranges, ripple, ...(isCut ? { isCut } : {}) };
  const isLeft = ripple === 'none'; // and several ranges stay selected as they are
  await makeEdit(command, !isLeft ? point(ranges.startSample) : ranges.more === undefined ? ranges : null);
}

/** The tracks that take what was copied from several: the focused one and those below it. */
function landing({ document, trackIds }: EditTarget, nTracks: number): string[] {
  if (nTracks <= trackIds.length || nTracks === 1) return trackIds;
  const all = document.tracks.map(({ trackId }) => trackId);
  const below = all.slice(all.indexOf(trackIds[0] ?? ''));
  return below.length >= nTracks ? below.slice(0, nTracks) : all;
}

const whyNoPaste = () =>
  whyNotHere() ?? whyOneRange() ?? (useEdits.getState().clipboard === null ? 'nothing was copied' : null);

const paste = (name: string, title: string, keys: Keys, mode: 'insert' | 'overwrite' | 'newTracks') =>
  edit(name, title, keys, whyNoPaste, async () => {
    const target = editTarget();
    const { clipboard } = useEdits.getState();
    if (target === null || clipboard === null) return;
    const { atSample, span } = target;
    const { ripple } = useEditing.getState();
    const replacedSamples = mode === 'insert' && span !== null ? span.endSample - span.startSample : 0;
    await makeEdit(
      {
        kind: 'sound.paste',
        trackIds: landing(target, clipboard.nTracks),
        atSample,
        mode: mode === 'insert' && ripple === 'none' ? 'overwrite' : mode,
        ripple: ripple === 'none' ? 'track' : ripple,
        ...(ripple === 'none' ? {} : { replacedSamples }),
      },
      { startSample: atSample, endSample: atSample + clipboard.lengthSamples },
    );
  });

const copy = async ({ document, trackIds, spans }: EditTarget, ranges: Ranges) => {
  await copySound(trackIds, ranges);
  const nSamples = spans.reduce((sum, { startSample, endSample }) => sum + endSample - startSample, 0);
  const where = spans.length === 1 ? '' : ` from ${String(spans.length)} ranges`;
  announce(`Copied ${formatDuration(nSamples / document.sampleRateHz)}${where}`);
};

const fade = (direction: 'in' | 'out', keys: Keys) =>
  overRanges(direction === 'in' ? 'fadeIn' : 'fadeOut', `Fade ${direction}`, keys, ({ trackIds }, span) =>
    makeEdit({ kind: 'sound.fade', trackIds, ...span, direction, shape: useEditing.getState().fadeShape }),
  );

export const soundCommands: readonly Command[] = [
  overRanges('cut', 'Cut', { phonoscope: ['$mod+x'] }, async (target, ranges) => {
    await copySound(target.trackIds, ranges);
    await remove(target, ranges, true);
  }),
  overRanges('copy', 'Copy', { phonoscope: ['$mod+c'] }, copy),
  paste('paste', 'Paste', { phonoscope: ['$mod+v'] }, 'insert'),
  paste('pasteOver', 'Paste over what is there', { phonoscope: ['$mod+Shift+v'] }, 'overwrite'),
  paste('pasteToNewTracks', 'Paste into new tracks', { phonoscope: ['$mod+Alt+v'] }, 'newTracks'),
  overRanges('delete', 'Delete', { phonoscope: ['Delete', 'Backspace'] }, remove),
  overRanges('silence', 'Silence the selection', { phonoscope: ['$mod+l'], praat: ['$mod+h'] }, ({ trackIds }, span) =>
    makeEdit({ kind: 'sound.delete', trackIds, ...span, ripple: 'none' }),
  ),
  overSpan('trim', 'Trim to the selection', { phonoscope: ['$mod+t'] }, ({ trackIds }, span) =>
    makeEdit({ kind: 'sound.trim', trackIds, ...span }),
  ),
  atCursor('split', 'Split', { phonoscope: ['$mod+i'], praat: ['$mod+Shift+i'] }, ({ trackIds, spans, atSample }) => {
    const edges = spans.flatMap(({ startSample, endSample }) => [startSample, endSample]);
    return makeEdit({ kind: 'sound.split', trackIds, atSamples: edges.length === 0 ? [atSample] : edges });
  }),
  atOnePlace('join', 'Join clips', { phonoscope: ['$mod+j'] }, ({ trackIds, span, atSample }) =>
    makeEdit({
      kind: 'sound.join',
      trackIds,
      ...(span ?? { startSample: Math.max(0, atSample - 1), endSample: atSample + 1 }),
    }),
  ),
  overSpan('duplicate', 'Duplicate', { phonoscope: ['Shift+D'], audacity: ['$mod+d'] }, ({ trackIds }, span) =>
    makeEdit(
      { kind: 'sound.repeat', trackIds, ...span, times: 1, ripple: useEditing.getState().ripple },
      { startSample: span.endSample, endSample: 2 * span.endSample - span.startSample },
    ),
  ),
  overSpan('repeat', 'Repeat…', {}, askRepeat),
  atOnePlace('insertSilence', 'Insert silence…', { phonoscope: ['$mod+Shift+l'] }, askSilence),
  overRanges('reverse', 'Reverse', { phonoscope: ['$mod+Alt+r'], praat: ['$mod+r'] }, ({ trackIds }, span) =>
    makeEdit({ kind: 'sound.reverse', trackIds, ...span }),
  ),
  overRanges('invert', 'Invert', { phonoscope: ['$mod+Alt+i'] }, ({ trackIds }, span) =>
    makeEdit({ kind: 'sound.invert', trackIds, ...span }),
  ),
  overRanges('gain', 'Gain…', { phonoscope: ['$mod+g'] }, askGain),
  fade('in', { phonoscope: ['$mod+Alt+ArrowUp'] }),
  fade('out', { phonoscope: ['$mod+Alt+ArrowDown'] }),
];
