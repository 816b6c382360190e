/** What is selected in time and frequency, edited or heard at once; the fields of the panel say how wide its feather is. */
import { getActiveDocument } from '../../client/project.ts';
import { studio } from '../../client/studio.ts';
import { announce } from '../../state/announcements.ts';
import type { Command } from '../../state/commands.ts';
import { useSelection } from '../../state/selection.ts';
import { targetIn, whyNoTrack } from './effectPlace.ts';
import { useEffects } from './effectStore.ts';
import { maskEffect } from './forms/spectralForms.ts';
import { selectedMask } from './mask/keptMasks.ts';
import { hearEffect } from './previewEffect.ts';
import { applyNow } from './runEffect.ts';

const whyNot = () =>
  whyNoTrack() ??
  (useSelection.getState().selection === null
    ? 'select a time, or a time and frequencies in the spectrogram, first'
    : null);

const command = (name: string, title: string, keys: readonly string[], run: () => Promise<void>): Command => ({
  name: `spectral.${name}`,
  title,
  category: 'Edit',
  defaultKeys: { phonoscope: keys },
  isEnabled: () => whyNot() === null,
  disabledReason: whyNot,
  run,
});

async function listen(type: 'inside' | 'outside'): Promise<void> {
  const target = targetIn(getActiveDocument());
  if (target === null) return;
  const effect = maskEffect({ type }, useEffects.getState().settings.erase, target);
  if (typeof effect === 'string') throw new Error(effect);
  await hearEffect('effect', target, { ...target.span, effect, resultEndSample: target.span.endSample, more: [] });
}

const whyNoPaste = () =>
  whyNoTrack() ??
  (useEffects.getState().masked === null ? 'copy what is inside a selection in the spectrogram first' : null);

/** Of the first track that edits act on. */
async function copyInside(): Promise<void> {
  const target = targetIn(getActiveDocument());
  const mask = target === null ? null : selectedMask(target.document);
  const [trackId] = target?.trackIds ?? [];
  if (target === null || mask === null || trackId === undefined) return;
  const { documentId } = target.document;
  useEffects.setState({ masked: await studio.call['effects.copyMasked']({ documentId, trackId, mask }) });
  announce('Copied what is inside the selection');
}

export const spectralCommands: readonly Command[] = [
  command('erase', 'Erase in the spectrogram', ['Alt+Delete', 'Alt+Backspace'], () => applyNow('erase')),
  command('heal', 'Heal in the spectrogram', ['Alt+h'], () => applyNow('heal')),
  command('hearInside', 'Listen to what is inside the selection', ['Alt+i'], () => listen('inside')),
  command('hearOutside', 'Listen to what is outside the selection', ['Alt+Shift+i'], () => listen('outside')),
  command('copy', 'Copy what is inside the selection', ['Alt+Shift+c'], copyInside),
  {
    name: 'spectral.paste',
    title: 'Paste masked sound',
    category: 'Edit',
    defaultKeys: { phonoscope: ['Alt+Shift+v'] },
    isEnabled: () => whyNoPaste() === null,
    disabledReason: whyNoPaste,
    run: () => applyNow('pasteMasked'),
  },
];
