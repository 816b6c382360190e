/** What the Edit menu and the menu of lanes list, in this order. */
import type { CommandSection } from '../../shared/ui/commandGroups.ts';

const clipboard: CommandSection = {
  title: 'Edit',
  names: ['edit.cut', 'edit.copy', 'edit.paste', 'edit.pasteOver', 'edit.pasteToNewTracks', 'edit.delete'],
};
const time: CommandSection = {
  title: 'Time',
  names: [
    'edit.silence',
    'edit.trim',
    'edit.split',
    'edit.join',
    'edit.duplicate',
    'edit.repeat',
    'edit.insertSilence',
    'edit.nextRipple',
  ],
};
const sound: CommandSection = {
  title: 'Sound',
  names: ['edit.gain', 'edit.fadeIn', 'edit.fadeOut', 'edit.reverse', 'edit.invert'],
};

export const editSections: readonly CommandSection[] = [
  { title: 'History', names: ['edit.undo', 'edit.redo', 'panel.history'] },
  clipboard,
  time,
  sound,
];

export const laneEditSections: readonly CommandSection[] = [clipboard, time, sound];
