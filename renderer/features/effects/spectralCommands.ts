/** What is selected in time and frequency, edited or heard at once; the fields of the panel say how wide its feather is. */
import { getActiveDocument } from '../../client/project.ts';
import type { Command } from '../../state/commands.ts';
import { useSelection } from '../../state/selection.ts';
import { targetIn, whyNoTrack } from './effectPlace.ts';
import { useEffects } from './effectStore.ts';
import { maskEffect } from './forms/spectralForms.ts';
import { hearEffect } from './previewEffect.ts';
import { applyNow } from './runEffect.ts';

const whyNot = () =>
  whyNoTrack() ??
  (useSelection.getState().selection === null
    ? 'select a time, or a time and frequencies in the spectrogram, first'
    : null);

const command = (name: string, title: string, run: () => Promise<void>): Command => ({
  name: `spectral.${name}`,
  title,
  category: 'Edit',
  isEnabled: () => whyNot() === null,
  disabledReason: whyNot,
  run,
});

async function listen(type: 'inside' | 'outside'): Promise<void> {
  const target = targetIn(getActiveDocument());
  if (target === null) return;
  const effect = maskEffect({ type }, useEffects.getState().settings.erase, target);
  if (typeof effect === 'string') throw new Error(effect);
  await hearEffect('effect', target, { ...target.span, effect, resultEndSample: target.span.endSample });
}

export const spectralCommands: readonly Command[] = [
  command('erase', 'Erase in the spectrogram', () => applyNow('erase')),
  command('heal', 'Heal in the spectrogram', () => applyNow('heal')),
  command('hearInside', 'Listen to what is inside the selection', () => listen('inside')),
  command('hearOutside', 'Listen to what is outside the selection', () => listen('outside')),
];
