/** Every effect by name: chosen in the panel, where its fields take the focus. */
import { getActiveDocument } from '../../client/project.ts';
import { announce } from '../../state/announcements.ts';
import type { Command } from '../../state/commands.ts';
import { useLayout } from '../../state/layout.ts';
import { useSelection } from '../../state/selection.ts';
import { effectForms, effectNames } from './effectForms.ts';
import { whyNoTrack } from './effectPlace.ts';
import type { EffectName } from './effectSettings.ts';
import { useEffects } from './effectStore.ts';
import { applyChosen, hearChosen } from './runEffect.ts';

const command = (name: string, title: string, why: () => string | null, run: Command['run']): Command => ({
  name: `effects.${name}`,
  title,
  category: 'Edit',
  isEnabled: () => why() === null,
  disabledReason: why,
  run,
});

function open(name: EffectName): void {
  useLayout.getState().change({ workspace: 'inspect', isBottomOpen: true, bottomTab: 'effects' });
  useEffects.getState().choose(name);
  useEffects.setState((s) => ({ focusRequests: s.focusRequests + 1 }));
}

const whyNoSelection = () =>
  whyNoTrack() ?? (useSelection.getState().selection === null ? 'select something first' : null);

function takeNoise(): void {
  const document = getActiveDocument();
  const { selection } = useSelection.getState();
  if (document === null || selection === null) return;
  const { startSample, endSample } = selection;
  useEffects.setState({ noise: { documentId: document.documentId, startSample, endSample }, problem: null });
  announce('The noise is taken from the selection');
}

export const effectCommands: readonly Command[] = [
  ...effectNames.map((name) => {
    const why = name === 'pasteMasked' || effectForms[name].group !== 'Spectrogram' ? whyNoTrack : whyNoSelection;
    const opens = command(name, `${effectForms[name].title}…`, why, () => {
      open(name);
    });
    return name === 'mixPaste' ? { ...opens, defaultKeys: { phonoscope: ['$mod+Alt+Shift+v'] } } : opens;
  }),
  command('takeNoise', 'Take the noise from the selection', whyNoSelection, takeNoise),
  command('apply', 'Apply the effect of the panel', whyNoTrack, applyChosen),
  command('preview', 'Preview the effect of the panel', whyNoTrack, () => hearChosen('effect')),
  command('original', 'Hear the original, not the effect', whyNoTrack, () => hearChosen('original')),
];
