/** What the Edit menu and the menu of lanes list, in this order. */
import type { CommandSection } from '../../shared/ui/commandGroups.ts';

const clipboard: CommandSection = {
  title: 'Edit',
  names: [
    'edit.cut',
    'edit.copy',
    'edit.paste',
    'edit.pasteOver',
    'edit.pasteToNewTracks',
    'effects.mixPaste',
    'edit.delete',
  ],
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
    'edit.insertFile',
    'edit.nextRipple',
  ],
};
const sound: CommandSection = {
  title: 'Sound',
  names: [
    'edit.gain',
    'edit.fadeIn',
    'edit.fadeOut',
    'edit.reverse',
    'edit.invert',
    'edit.pencil',
    'edit.smoothSamples',
    'panel.effects',
  ],
};

const clip: CommandSection = {
  title: 'Clip',
  names: [
    'clip.select',
    'clip.trimStart',
    'clip.trimEnd',
    'clip.fadeIn',
    'clip.fadeOut',
    'clip.toTrackAbove',
    'clip.toTrackBelow',
  ],
};
const track: CommandSection = {
  title: 'Track',
  names: [
    'track.add',
    'track.rename',
    'track.gain',
    'track.mute',
    'track.solo',
    'track.moveUp',
    'track.moveDown',
    'track.remove',
  ],
};

export const editSections: readonly CommandSection[] = [
  { title: 'History', names: ['edit.undo', 'edit.redo', 'panel.history'] },
  clipboard,
  time,
  sound,
  clip,
  track,
];

export const laneEditSections: readonly CommandSection[] = [clipboard, time, sound, clip, track];
