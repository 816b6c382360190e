/** How edits act: ripple, tracks, shape of fades. */
import { announce } from '../../state/announcements.ts';
import type { Command } from '../../state/commands.ts';
import { fadeShapes, fadeShapeTitles, ripples, rippleTitles, useEditing, type Ripple } from '../../state/editing.ts';

const setRipple = (ripple: Ripple) => {
  useEditing.setState({ ripple });
  announce(`Ripple: ${rippleTitles[ripple]}`);
};

export const modeCommands: readonly Command[] = [
  {
    name: 'edit.nextRipple',
    title: 'Next ripple mode: off, track, all',
    category: 'Edit',
    defaultKeys: { phonoscope: ['Shift+R'] },
    run: () => {
      setRipple(ripples[(ripples.indexOf(useEditing.getState().ripple) + 1) % ripples.length] ?? 'document');
    },
  },
  ...ripples.map((ripple): Command => ({
    name: `edit.ripple-${ripple}`,
    title: `Ripple: ${rippleTitles[ripple]}`,
    category: 'Edit',
    isOn: () => useEditing.getState().ripple === ripple,
    run: () => {
      setRipple(ripple);
    },
  })),
  {
    name: 'edit.allTracks',
    title: 'Edit all tracks',
    category: 'Edit',
    isOn: () => useEditing.getState().tracks === 'all',
    run: () => {
      useEditing.setState((s) => ({ tracks: s.tracks === 'all' ? 'focused' : 'all' }));
    },
  },
  ...fadeShapes.map((fadeShape): Command => ({
    name: `edit.fadeShape-${fadeShape}`,
    title: `Fade shape: ${fadeShapeTitles[fadeShape].toLowerCase()}`,
    category: 'Edit',
    isOn: () => useEditing.getState().fadeShape === fadeShape,
    run: () => {
      useEditing.setState({ fadeShape });
    },
  })),
];
