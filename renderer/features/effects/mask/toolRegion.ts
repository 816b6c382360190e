/** What a tool selects with the points it was given. The wand looks at the sound, so it is asked for. */
import { studio } from '../../../client/studio.ts';
import type { FrequencyAxis } from '../../../shared/frequencyScale/frequencyAxis.ts';
import { announce } from '../../../state/announcements.ts';
import type { MaskTool } from '../../../state/correcting.ts';
import type { LaneProps } from '../../../state/lanes.ts';
import { notifyError } from '../../../state/notices.ts';
import { useSelection } from '../../../state/selection.ts';
import { useSpectrogramSettings } from '../../../state/spectrogramSettings.ts';
import { useViewport } from '../../../state/viewport.ts';
import { endSampleOf, pxToSample } from '../../../state/viewportMaths.ts';
import type { MaskRegion } from '../../../../preload/contract/maskShapes.ts';
import { brushRegion, harmonicRegion, lassoRegion, type Combining, type MaskPoint } from './maskRegion.ts';
import { selectRegion } from './maskShape.ts';
import { harmonicSettings, useMaskToolSettings } from './maskToolSettings.ts';

export const brushRadiusPx = 12;

/** @returns null: there are not enough points yet, or the wand has to be asked */
export function toolRegion(tool: MaskTool, points: readonly MaskPoint[], axis: FrequencyAxis): MaskRegion | null {
  switch (tool) {
    case 'wand':
      return null;
    case 'lasso':
      return lassoRegion(points);
    case 'harmonics':
      return harmonicRegion(points, harmonicSettings());
    case 'brush': {
      if (points.length === 0) return null;
      const view = useViewport.getState();
      const middle = points.reduce((sum, { hz }) => sum + axis.yAt(hz), 0) / points.length;
      const radiusHz = (axis.hzAt(middle - brushRadiusPx) - axis.hzAt(middle + brushRadiusPx)) / 2;
      const radiusSamples = pxToSample(view, brushRadiusPx) - pxToSample(view, 0);
      return brushRegion(points, { radiusSamples, radiusHz });
    }
  }
}

/** A fundamental that stays the same over the selected time, or over what is in view. */
export function steadyFundamental({ sample, hz }: MaskPoint): readonly MaskPoint[] {
  const { selection } = useSelection.getState();
  const view = useViewport.getState();
  const isInside = selection !== null && sample >= selection.startSample && sample < selection.endSample;
  const [from, to] = isInside
    ? [selection.startSample, selection.endSample]
    : [Math.max(0, Math.floor(pxToSample(view, 0))), Math.min(view.lengthSamples, Math.ceil(endSampleOf(view)))];
  return [
    { sample: from, hz },
    { sample: to, hz },
  ];
}

type Place = Pick<LaneProps, 'document' | 'lane'>;

export function takeRegion(region: MaskRegion, combining: Combining, { document }: Place): void {
  if (!selectRegion(region, combining, document.sampleRateHz)) announce('Nothing would be selected');
}

export function pickWithWand({ sample, hz }: MaskPoint, combining: Combining, { document, lane }: Place): void {
  const track = document.tracks.find(({ trackId }) => trackId === lane.trackId);
  if (track === undefined) return;
  const { winLength, hopLength } = useSpectrogramSettings.getState().settings;
  const { sampleRateHz } = document;
  studio.call['effects.magicWand']({
    sourceId: track.sourceId,
    channel: lane.channel ?? 0,
    sample: Math.floor(sample),
    hz: Math.min(hz, sampleRateHz / 2),
    fftSize: 2 * Math.round(winLength / 2),
    hopLength,
    toleranceDb: useMaskToolSettings.getState().toleranceDb,
  }).then(
    (cells) => {
      takeRegion(cells, combining, { document, lane });
    },
    (error: unknown) => {
      notifyError('Magic wand', error);
    },
  );
}
