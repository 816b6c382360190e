import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { assetsOf, useProject } from '../../client/project.ts';

/** The track's source once its recordings are there to the end: contours are of whole recordings. */
export function useWholeSource(document: DocumentInfo, trackId: string | null): string | null {
  const isWhole = useProject((s) => assetsOf(s.project, document).every(({ state }) => state !== 'importing'));
  return isWhole ? (document.tracks.find((track) => track.trackId === trackId)?.sourceId ?? null) : null;
}
