import type { LaneKind } from '../../state/lanes.ts';

export interface LaneMenuSection {
  readonly title: string;
  readonly names: readonly string[]; // of commands; those that are not registered are left out
}

const play: LaneMenuSection = {
  title: 'Hear',
  names: ['play.toggle', 'play.view', 'play.selectionAllFrequencies', 'play.toggleLoop'],
};
const select: LaneMenuSection = {
  title: 'Select',
  names: ['select.all', 'select.view', 'select.none', 'select.snapToZeroCrossing', 'select.toggleSnap'],
};
const view: LaneMenuSection = {
  title: 'View',
  names: ['view.zoomToSelection', 'view.fit', 'view.zoomToSamples'],
};
const mark: LaneMenuSection = {
  title: 'Mark and read',
  names: [
    'mark.add',
    'speech.detect',
    'edit.copyReadOut',
    'edit.copySelection',
    'edit.copyMeasurements',
    'panel.spectrum',
  ],
};
const lane: LaneMenuSection = {
  title: 'Lane',
  names: ['lane.fold', 'lane.moveUp', 'lane.moveDown', 'lane.taller', 'lane.shorter', 'lane.resetHeights'],
};

const ofKind: Readonly<Record<LaneKind, LaneMenuSection>> = {
  waveform: {
    title: 'Waveform',
    names: ['view.toggleWaveformScale', 'view.magnifyWaveform', 'view.reduceWaveform', 'view.resetWaveformZoom'],
  },
  spectrogram: {
    title: 'Spectrogram',
    names: [
      'spectrogram.nextScale',
      'spectrogram.nextColourMap',
      'spectrogram.longerWindow',
      'spectrogram.shorterWindow',
    ],
  },
  tier: { title: 'Tier', names: ['tier.rename', 'tier.remove'] },
};

export function laneMenuSections(kind: LaneKind): LaneMenuSection[] {
  return [play, select, view, ofKind[kind], mark, lane];
}
