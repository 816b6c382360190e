/** Tools that draw what is selected in a spectrogram. */
import { announce } from '../../../state/announcements.ts';
import type { Command } from '../../../state/commands.ts';
import { useCorrecting, type MaskTool } from '../../../state/correcting.ts';
import { whyNoTrack } from '../effectPlace.ts';

export const maskTools = ['lasso', 'brush', 'wand'] as const satisfies readonly MaskTool[];

export const maskToolTitles: Readonly<Record<MaskTool, string>> = {
  lasso: 'Lasso',
  brush: 'Brush',
  wand: 'Magic wand',
};

export const maskToolHints: Readonly<Record<MaskTool, string>> = {
  lasso: 'Draw around what is to be selected.',
  brush: 'Draw over what is to be selected.',
  wand: 'Click on what is to be selected: all that joins on to it and is at most 12 dB softer or louder.',
};

export const maskToolCommands: readonly Command[] = maskTools.map((tool) => ({
  name: `spectral.${tool}`,
  title: `Select with the ${maskToolTitles[tool].toLowerCase()}`,
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
