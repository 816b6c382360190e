/** Tools that draw what is selected in a spectrogram. */
import { announce } from '../../../state/announcements.ts';
import type { Command } from '../../../state/commands.ts';
import { useCorrecting, type MaskTool } from '../../../state/correcting.ts';
import { whyNoTrack } from '../effectPlace.ts';

export const maskTools = ['lasso', 'brush', 'wand', 'harmonics'] as const satisfies readonly MaskTool[];

export const maskToolTitles: Readonly<Record<MaskTool, string>> = {
  lasso: 'Lasso',
  brush: 'Brush',
  wand: 'Magic wand',
  harmonics: 'Harmonics',
};

export const maskToolHints: Readonly<Record<MaskTool, string>> = {
  lasso: 'Draw around what is to be selected.',
  brush: 'Draw over what is to be selected.',
  wand: 'Click on what is to be selected: all that joins on to it at about its level.',
  harmonics: 'Draw along the fundamental, or click on it in a selected time.',
};

const commandTitles: Readonly<Record<MaskTool, string>> = {
  lasso: 'Select with the lasso',
  brush: 'Select with the brush',
  wand: 'Select with the magic wand',
  harmonics: 'Select harmonics by their fundamental',
};

export const maskToolCommands: readonly Command[] = maskTools.map((tool) => ({
  name: `spectral.${tool}`,
  title: commandTitles[tool],
  category: 'Select',
  isEnabled: () => whyNoTrack() === null,
  disabledReason: whyNoTrack,
  isOn: () => useCorrecting.getState().tool === tool,
  run: () => {
    const isOn = useCorrecting.getState().tool === tool;
    useCorrecting.setState({ tool: isOn ? null : tool });
    announce(`${maskToolTitles[tool]}${isOn ? ' off' : ''}`);
  },
}));
