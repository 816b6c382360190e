import type { ResolvedSource } from './sourceResolver.ts';

/** Only the named tracks of a document. Names that it has none of, as of another document, change nothing. */
export function soloed(source: ResolvedSource, trackIds: readonly string[]): ResolvedSource {
  if (!('tracks' in source)) return source;
  const isNamed = (sourceId: string) => trackIds.includes(sourceId.split('@')[0] ?? '');
  if (!source.tracks.some((track) => isNamed(track.sourceId))) return source;
  return { ...source, tracks: source.tracks.map((track) => ({ ...track, isMuted: !isNamed(track.sourceId) })) };
}
