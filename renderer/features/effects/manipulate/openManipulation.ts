/** Beginning and ending the editing of points, and what becomes of them when the sound changes under them. */
import type { DocumentInfo } from '../../../../preload/contract/project.ts';
import { stylizePitch, type PointCurve } from '../../../kernels/melody.ts';
import { assetsOf, getActiveDocument, useProject } from '../../../client/project.ts';
import { isAborted, isEngineLost, studio } from '../../../client/studio.ts';
import { announce } from '../../../state/announcements.ts';
import { pitchParamsOf, useContourSettings } from '../../../state/contourSettings.ts';
import { useCorrecting } from '../../../state/correcting.ts';
import { lanesOf } from '../../../state/lanes.ts';
import { useLayout } from '../../../state/layout.ts';
import { notify } from '../../../state/notices.ts';
import { useSelection } from '../../../state/selection.ts';
import { changePoints, idle, useManipulation, type Manipulation } from './manipulation.ts';
import { pointsOf } from './points.ts';

const title = 'Pitch and durations';
let analysis = new AbortController();

/** The channel of the lane that has or last had the focus, else the first. */
function addressed(document: DocumentInfo) {
  const lane = lanesOf(document).find(({ key }) => key === useLayout.getState().focusedLaneKey);
  const track = document.tracks.find(({ trackId }) => trackId === lane?.trackId) ?? document.tracks[0];
  return track === undefined ? null : { track, channel: lane?.channel ?? 0 };
}

export function whyNoManipulation(): string | null {
  const document = getActiveDocument();
  if (document === null) return 'no recording is open';
  if (addressed(document) === null) return 'there is no track';
  const isWhole = assetsOf(useProject.getState().project, document).every(({ state }) => state !== 'importing');
  return isWhole ? null : 'the recording is still arriving';
}

/** Makes points of the selection, or of all of the track, and shows them. Points that are being edited stay. */
export async function openManipulation(): Promise<void> {
  useLayout.getState().change({ workspace: 'inspect', isBottomOpen: true, bottomTab: 'points' });
  useContourSettings.getState().change('pitch', { isShown: true });
  useCorrecting.setState({ tool: 'points' });
  const document = getActiveDocument();
  const found = document && addressed(document);
  if (document === null || found == null || useManipulation.getState().now !== null) return;
  const { selection } = useSelection.getState();
  const ends = found.track.clips.map(({ startSample, lengthSamples }) => startSample + lengthSamples);
  const { startSample, endSample } = selection ?? { startSample: 0, endSample: Math.max(0, ...ends) };
  useManipulation.setState({
    ...idle,
    now: {
      documentId: document.documentId,
      trackId: found.track.trackId,
      channel: found.channel,
      sourceId: found.track.sourceId,
      sampleRateHz: document.sampleRateHz,
      span: { startSample, endSample },
      melody: null,
      isFresh: true,
      pitch: [],
      duration: [],
    },
  });
  await analyse();
}

/** Pulses and pitch of the sound as it is now. */
async function analyse(): Promise<void> {
  const { now } = useManipulation.getState();
  if (now === null) return;
  analysis.abort();
  const aborter = new AbortController();
  analysis = aborter;
  const { sourceId, channel, span } = now;
  const pitch = pitchParamsOf(useContourSettings.getState().settings);
  try {
    const found = await studio.call['contours.melody'](
      { sourceId, channel, pitch, ...span },
      { signal: aborter.signal },
    );
    if (aborter.signal.aborted) return;
    const melody = {
      pulsesSec: [...found.pulsesSec],
      analysed: { timesSec: found.timesSec, values: found.hz },
      timeStepSec: found.timeStepSec,
    };
    useManipulation.setState((s) => {
      if (s.now?.sourceId !== sourceId) return {};
      const pitch = s.now.isFresh ? stylised(melody.analysed) : s.now.pitch;
      return { now: { ...s.now, melody, pitch, isFresh: false } };
    });
    if (now.isFresh) announce(`${title}: ${String(useManipulation.getState().now?.pitch.length ?? 0)} pitch points`);
  } catch (error) {
    if (isAborted(error) || isEngineLost(error)) return; // asked again when the host is back
    useManipulation.setState({ problem: error instanceof Error ? error.message : String(error) });
  }
}

const stylised = (analysed: PointCurve) =>
  pointsOf(stylizePitch(analysed, useManipulation.getState().settings.resolutionSt, 'semitones'));

/** As few points as the analysed pitch needs at the resolution of the panel, in place of those that are there. */
export function makePoints(): void {
  const { now } = useManipulation.getState();
  if (now?.melody == null) return;
  const pitch = stylised(now.melody.analysed);
  changePoints({ pitch });
  announce(`${String(pitch.length)} pitch points`);
}

/** Nothing of it is kept. */
export function closeManipulation(): void {
  analysis.abort();
  useManipulation.setState(idle);
  useCorrecting.setState(({ tool }) => ({ tool: tool === 'points' ? null : tool }));
}

/** Points of sound that was edited need its new pulses; points of sound that is gone go too. */
export function lookAtSound(): void {
  const { project, isKnown } = useProject.getState();
  const { now, jobId } = useManipulation.getState();
  if (now === null || !isKnown || jobId !== null) return;
  const track = trackOf(now, project?.documents ?? []);
  if (track === null) {
    closeManipulation();
    notify('warning', title, 'The points were dropped: their recording is no longer there.');
  } else if (track.sourceId !== now.sourceId) {
    useManipulation.setState({
      now: { ...now, sourceId: track.sourceId, melody: null },
      notice: 'The sound was edited since these points were made: they stayed where they were.',
    });
    void analyse();
  }
}

/** The points stand while the window does; the sound under them may change, or go. */
export function followManipulation(): void {
  useProject.subscribe(lookAtSound);
  studio.onReady('Analyse the pitch that is edited', async () => {
    if (useManipulation.getState().now?.melody === null) await analyse();
  });
}

function trackOf({ documentId, trackId }: Manipulation, documents: readonly DocumentInfo[]) {
  const document = documents.find((candidate) => candidate.documentId === documentId);
  return document?.tracks.find((track) => track.trackId === trackId) ?? null;
}
