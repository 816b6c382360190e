/** Editing sound over the selection or at the cursor. */
import type { EditCommand } from '../../../preload/contract/edits.ts';
import { copySound, useEdits } from '../../client/edits.ts';
import { formatDuration } from '../../shared/format/time.ts';
import { announce } from '../../state/announcements.ts';
import type { Command, KeyPreset } from '../../state/commands.ts';
import { useEditing } from '../../state/editing.ts';
import { editTarget, whyNoSpan, whyNotHere, type EditTarget } from './editTarget.ts';
import { makeEdit } from './makeEdit.ts';
import { askGain, askRepeat, askSilence } from './soundPrompts.ts';

type Keys = Partial<Record<KeyPreset, readonly string[]>>;
type Span = NonNullable<EditTarget['span']>;

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

/** A command of the selection's time. */
const overSpan = (
  name: string,
  title: string,
  keys: Keys,
  work: (target: EditTarget, span: Span) => void | Promise<unknown>,
) =>
  edit(name, title, keys, whyNoSpan, async () => {
    const target = editTarget();
    if (target?.span != null) await work(target, target.span);
  });

const atCursor = (name: string, title: string, keys: Keys, work: (target: EditTarget) => void | Promise<unknown>) =>
  edit(name, title, keys, whyNotHere, async () => {
    const target = editTarget();
    if (target !== null) await work(target);
  });

const point = (atSample: number): Span => ({ startSample: atSample, endSample: atSample });

async function remove({ trackIds }: EditTarget, span: Span, isCut = false): Promise<void> {
  const { ripple } = useEditing.getState();
  const command: EditCommand = { kind: 'sound.delete', trackIds, ...span, ripple, ...(isCut ? { isCut } : {}) };
  await makeEdit(command, ripple === 'none' ? span : point(span.startSample));
}

/** The tracks that take what was copied from several: the focused one and those below it. */
function landing({ document, trackIds }: EditTarget, nTracks: number): string[] {
  if (nTracks <= trackIds.length || nTracks === 1) return trackIds;
  const all = document.tracks.map(({ trackId }) => trackId);
  const below = all.slice(all.indexOf(trackIds[0] ?? ''));
  return below.length >= nTracks ? below.slice(0, nTracks) : all;
}

const whyNoPaste = () => whyNotHere() ?? (useEdits.getState().clipboard === null ? 'nothing was copied' : null);

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

const copy = async ({ document, trackIds }: EditTarget, span: Span) => {
  await copySound(trackIds, span);
  announce(`Copied ${formatDuration((span.endSample - span.startSample) / document.sampleRateHz)}`);
};

const fade = (direction: 'in' | 'out', keys: Keys) =>
  overSpan(direction === 'in' ? 'fadeIn' : 'fadeOut', `Fade ${direction}`, keys, ({ trackIds }, span) =>
    makeEdit({ kind: 'sound.fade', trackIds, ...span, direction, shape: useEditing.getState().fadeShape }),
  );

export const soundCommands: readonly Command[] = [
  overSpan('cut', 'Cut', { phonoscope: ['$mod+x'] }, async (target, span) => {
    await copySound(target.trackIds, span);
    await remove(target, span, true);
  }),
  overSpan('copy', 'Copy', { phonoscope: ['$mod+c'] }, copy),
  paste('paste', 'Paste', { phonoscope: ['$mod+v'] }, 'insert'),
  paste('pasteOver', 'Paste over what is there', { phonoscope: ['$mod+Shift+v'] }, 'overwrite'),
  paste('pasteToNewTracks', 'Paste into new tracks', { phonoscope: ['$mod+Alt+v'] }, 'newTracks'),
  overSpan('delete', 'Delete', { phonoscope: ['Delete', 'Backspace'] }, remove),
  overSpan('silence', 'Silence the selection', { phonoscope: ['$mod+l'], praat: ['$mod+h'] }, ({ trackIds }, span) =>
    makeEdit({ kind: 'sound.delete', trackIds, ...span, ripple: 'none' }),
  ),
  overSpan('trim', 'Trim to the selection', { phonoscope: ['$mod+t'] }, ({ trackIds }, span) =>
    makeEdit({ kind: 'sound.trim', trackIds, ...span }),
  ),
  atCursor('split', 'Split', { phonoscope: ['$mod+i'], praat: ['$mod+Shift+i'] }, ({ trackIds, span, atSample }) =>
    makeEdit({
      kind: 'sound.split',
      trackIds,
      atSamples: span === null ? [atSample] : [span.startSample, span.endSample],
    }),
  ),
  atCursor('join', 'Join clips', { phonoscope: ['$mod+j'] }, ({ trackIds, span, atSample }) =>
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
  atCursor('insertSilence', 'Insert silence…', { phonoscope: ['$mod+Shift+l'] }, askSilence),
  overSpan('reverse', 'Reverse', { phonoscope: ['$mod+Alt+r'], praat: ['$mod+r'] }, ({ trackIds }, span) =>
    makeEdit({ kind: 'sound.reverse', trackIds, ...span }),
  ),
  overSpan('invert', 'Invert', { phonoscope: ['$mod+Alt+i'] }, ({ trackIds }, span) =>
    makeEdit({ kind: 'sound.invert', trackIds, ...span }),
  ),
  overSpan('gain', 'Gain…', { phonoscope: ['$mod+g'] }, askGain),
  fade('in', { phonoscope: ['$mod+Alt+ArrowUp'] }),
  fade('out', { phonoscope: ['$mod+Alt+ArrowDown'] }),
];
