import type { ProjectStore } from '../../store/projectStore.ts';
import type { ContourSource } from './contourLibrary.ts';
import { contourEditsOf } from './storedCorrections.ts';

/**
 * What a recording is called, and how its contours were corrected: those of a track; a mix of several has none.
 * @throws EngineError E_PROJECT_CORRUPT
 */
export function describeSource(
  store: ProjectStore,
  sourceId: string,
  channel: number,
): Pick<ContourSource, 'title' | 'edits'> {
  const [trackId] = sourceId.split('@');
  const document = store.documents().find(({ tracks }) => tracks.some((track) => track.trackId === trackId));
  if (document === undefined) return { title: 'the recording', edits: [] };
  const { tracks, sampleRateHz, name } = store.documentState(document.documentId);
  const items = tracks.find((track) => track.trackId === trackId)?.items ?? [];
  return { title: name, edits: contourEditsOf(items, channel, sampleRateHz) };
}
