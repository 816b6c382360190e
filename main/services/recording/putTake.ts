/** Where a take goes when its sound is in the project: into its document as one edit, else it is a recording of its own. */
import type { DocumentState } from '../../store/documentState.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { newId } from '../../store/rows.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { resampledLength } from '../../engine/dsp/resample/resample.ts';
import type { RecordedAsset } from '../audio/importAudio.ts';
import { playedAsIs } from '../../store/documentState.ts';
import type { EditsService } from '../edits/createEditsService.ts';
import { placeTake, recordTitle, withMarks, type PlacedTake } from './placeTake.ts';
import type { Take } from './readTake.ts';

export interface PutDeps {
  readonly store: () => ProjectStore;
  readonly edits: Pick<EditsService, 'edit'>;
}

export function putTake(
  { header, marks }: Take,
  { assetId, ...asset }: RecordedAsset,
  { store, edits }: PutDeps,
): { documentId: string; trackId: string } {
  const onClock = (sampleRateHz: number): PlacedTake => ({
    assetId,
    name: header.name,
    channels: asset.channels,
    lengthSamples: resampledLength(asset.nSamples, { fromHz: asset.sampleRateHz, toHz: sampleRateHz }),
    markSamples: marks.map((frame) => Math.round((frame * sampleRateHz) / asset.sampleRateHz)),
  });
  const place = header.place ?? null;
  const document = place === null ? null : findDocument(store(), place.documentId);
  if (place !== null && document !== null && hasRoom(document, place.trackId, asset.channels)) {
    const take = onClock(document.sampleRateHz);
    const command = { kind: 'recording.put', ...place, lengthSamples: take.lengthSamples, device: header.device };
    edits.edit(place.documentId, { title: recordTitle(document, take, place), command }, (now) =>
      placeTake(now, take, place, newId),
    );
    const { tracks } = store().documentState(place.documentId);
    const track = tracks.find(({ clips }) => clips.some((clip) => clip.assetId === assetId));
    return { documentId: place.documentId, trackId: track?.trackId ?? '' };
  }
  const { sampleRateHz, channels, nSamples } = asset;
  const clip = { clipId: newId(), assetId, startSample: 0, lengthSamples: nSamples, assetOffsetSamples: 0 };
  const track = { trackId: newId(), name: header.name, channels, gain: 1, isMuted: false, items: [] };
  const whole: DocumentState = {
    documentId: newId(),
    name: header.name,
    sampleRateHz,
    tracks: [{ ...track, clips: [{ ...clip, ...playedAsIs }] }],
    tiers: [],
  };
  const documentId = store().insertWholeDocument(withMarks(whole, marks, newId));
  return { documentId, trackId: store().documentState(documentId).tracks[0]?.trackId ?? '' };
}

/** A track takes sound of one channel, or of at least its own. */
function hasRoom({ tracks }: DocumentState, trackId: string | null, channels: number): boolean {
  if (trackId === null) return true;
  const track = tracks.find((candidate) => candidate.trackId === trackId);
  return track !== undefined && (channels === 1 || channels >= track.channels);
}

function findDocument(store: ProjectStore, documentId: string): DocumentState | null {
  try {
    return store.documentState(documentId);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'E_NOT_FOUND') return null;
    throw error;
  }
}
