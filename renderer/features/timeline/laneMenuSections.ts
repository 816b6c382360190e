import type { CommandSection } from '../../shared/ui/commandGroups.ts';
import type { LaneMenuPart } from '../../state/laneMenus.ts';
import type { LaneKind } from '../../state/lanes.ts';

const play: CommandSection = {
  title: 'Hear',
  names: ['play.toggle', 'play.view', 'play.selectionAllFrequencies', 'play.toggleLoop'],
};
const select: CommandSection = {
  title: 'Select',
  names: [
    'select.all',
    'select.view',
    'select.none',
    'select.beginRange',
    'select.invert',
    'select.snapToZeroCrossing',
    'select.toggleSnap',
  ],
};
const view: CommandSection = {
  title: 'View',
  names: ['view.zoomToSelection', 'view.fit', 'view.zoomToSamples'],
};
const mark: CommandSection = {
  title: 'Mark and read',
  names: [
    'mark.add',
    'speech.detect',
    'edit.copyReadOut',
    'edit.copySelection',
    'edit.copyMeasurements',
    'panel.spectrum',
    'voice.report',
    'figure.open',
  ],
};
const lane: CommandSection = {
  title: 'Lane',
  names: ['lane.fold', 'lane.moveUp', 'lane.moveDown', 'lane.taller', 'lane.shorter', 'lane.resetHeights'],
};

const ofKind: Readonly<Record<LaneKind, CommandSection>> = {
  waveform: {
    title: 'Waveform',
    names: [
      'view.toggleWaveformScale',
      'view.magnifyWaveform',
      'view.reduceWaveform',
      'view.resetWaveformZoom',
      'contours.correct-pulses',
    ],
  },
  spectrogram: {
    title: 'Spectrogram',
    names: [
      'spectrogram.wideBand',
      'spectrogram.narrowBand',
      'spectrogram.nextScale',
      'spectrogram.nextColourMap',
      'spectrogram.longerWindow',
      'spectrogram.shorterWindow',
      'contours.correct-pitch',
      'contours.octave-up',
      'contours.octave-down',
      'contours.unvoice',
      'contours.voice',
    ],
  },
  tier: {
    title: 'Tier',
    names: [
      'tier.addIntervals',
      'tier.addPoints',
      'tier.rename',
      'tier.duplicate',
      'tier.moveUp',
      'tier.moveDown',
      'tier.remove',
      'labels.find',
      'labels.check',
    ],
  },
};

export function laneMenuSections(kind: LaneKind, brought: readonly LaneMenuPart[]): CommandSection[] {
  const parts = brought.filter(({ kinds }) => kinds.includes(kind)).map(({ section }) => section);
  return [...parts, play, select, view, ofKind[kind], mark, lane];
}
