import type { DocumentInfo, ProjectInfo } from '../../../preload/contract/project.ts';
import type { DocumentRow, ProjectStore, TrackRow } from '../../store/projectStore.ts';
import { mixSourceId, sourceIdOf } from './sourceId.ts';

export function trackLength({ clips }: TrackRow): number {
  return clips.reduce((end, { startSample, lengthSamples }) => Math.max(end, startSample + lengthSamples), 0);
}

export function documentInfo(document: DocumentRow): DocumentInfo {
  const { documentId, name, sampleRateHz, tiers } = document;
  const tracks = document.tracks.map((track) => ({ ...track, sourceId: sourceIdOf(document, track) }));
  const mixId = mixSourceId(documentId, tracks);
  return {
    documentId,
    name,
    sampleRateHz,
    lengthSamples: tracks.reduce((end, track) => Math.max(end, trackLength(track)), 0),
    tracks,
    mix: mixId === null ? null : { sourceId: mixId, channels: mixChannels(document) },
    tiers: tiers.map(({ documentId: _, ...tier }) => tier),
  };
}

export function mixChannels({ tracks }: Pick<DocumentRow, 'tracks'>): number {
  return Math.max(0, ...tracks.map(({ channels }) => channels));
}

export interface ProjectLabel {
  readonly name: string | null; // null: that of its first recording
  readonly isDraft: boolean;
  readonly recovered: string | null;
}

export function projectInfo(store: ProjectStore, { name, isDraft, recovered }: ProjectLabel): ProjectInfo {
  const documents = store.documents().map(documentInfo);
  const assets = store.assets();
  return {
    projectId: store.projectId,
    name: name ?? documents[0]?.name ?? 'Untitled',
    filePath: isDraft ? null : store.filePath,
    isSaved: !isDraft && assets.every(({ state }) => state !== 'importing'),
    documents,
    assets,
    viewState: store.viewState(),
    recovered,
  };
}
