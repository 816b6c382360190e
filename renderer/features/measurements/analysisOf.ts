import type { MeasuredOf } from '../../../preload/contract/measures.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { formantParamsOf, intensityParamsOf, pitchParamsOf, useContourSettings } from '../../state/contourSettings.ts';
import { lanesOf, sourceTitle } from '../../state/lanes.ts';
import { useLayout } from '../../state/layout.ts';

/** The channel of the lane with the focus, else the first, and the parameters of the inspector. */
export function analysisOf(document: DocumentInfo) {
  const { focusedLaneKey } = useLayout.getState();
  const lane = lanesOf(document).find(({ key, trackId }) => key === focusedLaneKey && trackId !== null);
  const track = document.tracks.find(({ trackId }) => trackId === lane?.trackId) ?? document.tracks[0];
  if (track === undefined) return null;
  const { settings } = useContourSettings.getState();
  return {
    sourceId: track.sourceId,
    channel: lane?.channel ?? 0,
    pitch: pitchParamsOf(settings),
    formants: formantParamsOf(settings),
    intensity: intensityParamsOf(settings),
  };
}

export type Analysis = NonNullable<ReturnType<typeof analysisOf>>;

export function measuredOf(document: DocumentInfo, { sourceId, channel }: Analysis, tier = ''): MeasuredOf {
  const track = document.tracks.find((candidate) => candidate.sourceId === sourceId);
  return { recording: document.name, tier, channel: track === undefined ? '' : sourceTitle(document, track, channel) };
}
