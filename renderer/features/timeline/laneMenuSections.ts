import type { LaneKind } from '../../state/lanes.ts';

export interface LaneMenuSection {
  readonly title: string;
  readonly names: readonly string[]; // of commands; those that are not registered are left out
}

const play: LaneMenuSection = {
  title: 'Hear',
  names: ['play.toggle', 'play.selection', 'play.view', 'play.band', 'play.loop'],
};
const select: LaneMenuSection = {
  title: 'Select',
  names: [
    'select.all',
    'select.view',
    'select.none',
    'select.startAtCursor',
    'select.endAtCursor',
    'select.snapToZeroCrossing',
    'select.toggleSnap',
  ],
};
const view: LaneMenuSection = {
  title: 'View',
  names: [
    'view.zoomToSelection',
    'view.zoomIn',
    'view.zoomOut',
    'view.fit',
    'view.zoomToSamples',
    'view.nextTimeFormat',
  ],
};
const mark: LaneMenuSection = {
  title: 'Mark and read',
  names: [
    'mark.add',
    'mark.rename',
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
  waveform: { title: 'Waveform', names: ['view.toggleWaveformScale'] },
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
  return [play, select, view, mark, ofKind[kind], lane];
}
