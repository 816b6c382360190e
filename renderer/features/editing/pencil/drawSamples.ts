/** Samples of the channel that has the focus: read, and drawn as an edit. One after the other, each on what the one before left. */
import type { DocumentInfo, TrackInfo } from '../../../../preload/contract/project.ts';
import { getActiveDocument } from '../../../client/project.ts';
import { studio } from '../../../client/studio.ts';
import { lanesOf } from '../../../state/lanes.ts';
import { useLayout } from '../../../state/layout.ts';
import type { Stroke } from './stroke.ts';

export interface DrawnChannel {
  readonly documentId: string;
  readonly trackId: string;
  readonly channel: number;
}

export interface FocusedChannel extends DrawnChannel {
  readonly document: DocumentInfo;
  readonly track: TrackInfo;
}

/** Of the lane that has or last had the focus, else the first. */
export function focusedChannel(): FocusedChannel | null {
  const document = getActiveDocument();
  if (document === null) return null;
  const { focusedLaneKey } = useLayout.getState();
  const lane = lanesOf(document).find(({ key, trackId }) => key === focusedLaneKey && trackId !== null);
  const track = document.tracks.find(({ trackId }) => trackId === lane?.trackId) ?? document.tracks[0];
  if (track === undefined) return null;
  const { documentId } = document;
  return { document, track, documentId, trackId: track.trackId, channel: lane?.channel ?? 0 };
}

export async function readChannel(
  { track, channel }: Pick<FocusedChannel, 'track' | 'channel'>,
  startSample: number,
  count: number,
): Promise<Float32Array> {
  const { sourceId } = track;
  return (await studio.call['audio.samples']({ sourceId, channel, startSample, count })).samples;
}

let latest: Promise<unknown> = Promise.resolve();

/** Keys that are held go in turn. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = latest.then(work);
  latest = done.catch(() => undefined);
  return done;
}

/** @throws WireError */
export async function drawSamples({ documentId, trackId, channel }: DrawnChannel, stroke: Stroke): Promise<void> {
  const { startSample, values } = stroke;
  await studio.call['effects.drawSamples']({ documentId, trackId, channel, startSample, values: [...values] });
}
