/** The frequency side of the selection by keyboard. Steps are 20 mel: small where pitch is, larger where hiss is. */
import { getActiveDocument } from '../../client/project.ts';
import { frequencyScale } from '../../shared/frequencyScale/frequencyScale.ts';
import type { Command } from '../../state/commands.ts';
import { useSelection, type FrequencyBand } from '../../state/selection.ts';
import { hasSelection } from './conditions.ts';

const stepMel = 20;
const { toScale, toHz } = frequencyScale('mel-htk');

function stepHz(hz: number, steps: number): number {
  const nyquistHz = (getActiveDocument()?.sampleRateHz ?? 0) / 2;
  return Math.min(Math.max(toHz(toScale(hz) + steps * stepMel), 0), nyquistHz);
}

/** Without a band, keys begin with all frequencies: the upper edge comes down, the lower one goes up. */
function wholeBand(): FrequencyBand {
  return { lowHz: 0, highHz: (getActiveDocument()?.sampleRateHz ?? 0) / 2 };
}

function changeBand(change: (band: FrequencyBand) => FrequencyBand): void {
  const { selection, setBand } = useSelection.getState();
  const next = change(selection?.band ?? wholeBand());
  if (next.highHz > next.lowHz) setBand(next);
}

const bandCommand = (name: string, title: string, keys: readonly string[], run: () => void): Command => ({
  name: `band.${name}`,
  title,
  category: 'Select',
  defaultKeys: { phonoscope: keys },
  isEnabled: hasSelection,
  run,
});

export const bandCommands: readonly Command[] = [
  bandCommand('up', 'Move the frequency band up', ['ArrowUp'], () => {
    changeBand(({ lowHz, highHz }) => ({ lowHz: stepHz(lowHz, 1), highHz: stepHz(highHz, 1) }));
  }),
  bandCommand('down', 'Move the frequency band down', ['ArrowDown'], () => {
    changeBand(({ lowHz, highHz }) => ({ lowHz: stepHz(lowHz, -1), highHz: stepHz(highHz, -1) }));
  }),
  bandCommand('raiseTop', 'Raise the top of the frequency band', ['Shift+ArrowUp'], () => {
    changeBand((b) => ({ ...b, highHz: stepHz(b.highHz, 1) }));
  }),
  bandCommand('lowerTop', 'Lower the top of the frequency band', ['Shift+ArrowDown'], () => {
    changeBand((b) => ({ ...b, highHz: stepHz(b.highHz, -1) }));
  }),
  bandCommand('raiseBottom', 'Raise the bottom of the frequency band', ['Alt+ArrowUp'], () => {
    changeBand((b) => ({ ...b, lowHz: stepHz(b.lowHz, 1) }));
  }),
  bandCommand('lowerBottom', 'Lower the bottom of the frequency band', ['Alt+ArrowDown'], () => {
    changeBand((b) => ({ ...b, lowHz: stepHz(b.lowHz, -1) }));
  }),
  bandCommand('none', 'Select all frequencies', ['Shift+Escape'], () => {
    useSelection.getState().setBand(null);
  }),
];
