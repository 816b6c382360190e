import { useEffect, useState } from 'react';
import { mostCandidateFrames } from '../../../../preload/contract/contourFormat.ts';
import type { PitchCandidateSlice } from '../../../../preload/contract/contours.ts';
import { useContourRevision } from '../../../client/contourRevision.ts';
import { useIsStudioReady } from '../../../client/engine.ts';
import { isAborted, isEngineLost, studio } from '../../../client/studio.ts';
import { pitchParamsOf, useContourSettings } from '../../../state/contourSettings.ts';
import { notifyError } from '../../../state/notices.ts';
import { useViewport } from '../../../state/viewport.ts';
import { visibleSamples, type Viewport } from '../../../state/viewportMaths.ts';

export interface CandidateSource {
  readonly sourceId: string | null;
  readonly channel: number;
  readonly sampleRateHz: number;
  readonly timeStepSec: number | null; // null: not known yet
}

/** Frames closer than this cannot be told apart by a pointer. */
export const leastFramePx = 5;
/** The view and what lies around it, in quarters of its length rounded down to a power of two. */
const quarters = 4;
const mostOfView = 1.75; // so much longer than the view that range is at most

/** Candidates of the frames in view and a little around; null while frames are too close, or on their way. */
export function useCandidates(source: CandidateSource): PitchCandidateSlice | null {
  const { sourceId, channel } = source;
  const pitch = useContourSettings((s) => JSON.stringify(pitchParamsOf(s.settings)));
  const revision = useContourRevision((s) => s.revision);
  const isReady = useIsStudioReady();
  const maxCandidates = useContourSettings((s) => s.settings.pitch.maxCandidates);
  const range = useViewport((view) => rangeKey(view, source, maxCandidates));
  const [known, setKnown] = useState<{ readonly range: string; readonly slice: PitchCandidateSlice } | null>(null);
  useEffect(() => {
    if (sourceId === null || range === null || !isReady) return;
    const aborter = new AbortController();
    const [startSample = 0, endSample = 0] = range.split('-').map(Number);
    const params = pitchParamsOf(useContourSettings.getState().settings);
    const wanted = { sourceId, channel, pitch: params, startSample, endSample };
    studio.call['contours.candidates'](wanted, { signal: aborter.signal }).then(
      (slice) => {
        if (!aborter.signal.aborted) setKnown({ range, slice });
      },
      (error: unknown) => {
        if (!isAborted(error) && !isEngineLost(error)) notifyError('Read the candidates of pitch', error);
      },
    );
    return () => {
      aborter.abort();
    };
  }, [sourceId, channel, pitch, range, revision, isReady]);
  return range === null ? null : (known?.slice ?? null);
}

/** Changes only when the view leaves it; null where frames are too close. */
function rangeKey(
  view: Viewport,
  { sampleRateHz, timeStepSec }: CandidateSource,
  maxCandidates: number,
): string | null {
  if (timeStepSec === null) return null;
  const visible = visibleSamples(view);
  const stepSamples = timeStepSec * sampleRateHz;
  if (stepSamples / view.samplesPerPixel < leastFramePx) return null;
  if ((visible / stepSamples) * mostOfView > mostCandidateFrames(maxCandidates)) return null;
  const block = 2 ** Math.floor(Math.log2(Math.max(visible, quarters))) / quarters;
  const first = Math.floor(view.startSample / block);
  const count = Math.ceil(visible / block);
  return `${String(Math.max(0, first - 1) * block)}-${String((first + count + 2) * block)}`;
}
