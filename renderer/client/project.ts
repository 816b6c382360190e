/** The open project as the studio host last told it, and which of its documents is on the timeline. */
import { create } from 'zustand';
import type { AssetInfo, DocumentInfo, ProjectInfo } from '../../preload/contract/project.ts';
import { patchDocument } from './patchDocument.ts';
import { studio } from './studio.ts';

export interface ProjectStore {
  readonly project: ProjectInfo | null;
  /** False until the studio host has answered for the first time. */
  readonly isKnown: boolean;
  readonly activeDocumentId: string | null;
  activate(documentId: string): void;
}

export const useProject = create<ProjectStore>()((set) => ({
  project: null,
  isKnown: false,
  activeDocumentId: null,
  activate: (activeDocumentId) => {
    set({ activeDocumentId });
  },
}));

/** Where to go back to when the active document is taken away, as one is whose import fails half way. */
let lastActiveId: string | null = null;

/** A recording that has just been opened is what the person wants to see; else what was shown stays. */
function chooseActive(project: ProjectInfo | null, { project: before, activeDocumentId }: ProjectStore): string | null {
  const documents = project?.documents ?? [];
  const isSameProject = before !== null && before.projectId === project?.projectId;
  const known = new Set(before?.documents.map(({ documentId }) => documentId));
  const added = isSameProject ? documents.filter(({ documentId }) => !known.has(documentId)) : [];
  const wanted = [added.at(-1)?.documentId, activeDocumentId, lastActiveId];
  const active = wanted.find((id) => documents.some((d) => d.documentId === id)) ?? documents[0]?.documentId ?? null;
  if (active !== activeDocumentId) lastActiveId = activeDocumentId;
  return active;
}

function take(project: ProjectInfo | null): void {
  useProject.setState((s) => ({ project, isKnown: true, activeDocumentId: chooseActive(project, s) }));
}

/** What grows under the window's eyes is as long as it is now until the host says otherwise. */
export function showLength(documentId: string, lengthSamples: number): void {
  useProject.setState(({ project }) => {
    const grown = project?.documents.find((d) => d.documentId === documentId);
    if (project === null || grown === undefined || grown.lengthSamples >= lengthSamples) return {};
    const documents = project.documents.map((d) => (d === grown ? { ...d, lengthSamples } : d));
    return { project: { ...project, documents } };
  });
}

export const readProject = (): Promise<void> => studio.call['projects.get']({}).then(take);

studio.onEvent('project.changed', ({ project }) => {
  take(project);
});
studio.onEvent('document.changed', ({ document: patch }) => {
  const { project } = useProject.getState();
  const before = project?.documents.find(({ documentId }) => documentId === patch.documentId);
  if (project === null || before === undefined) return; // it comes with the project
  const after = patchDocument(before, patch);
  if (after === null)
    readProject().catch(() => undefined); // without a host: the next one is asked anew
  else
    useProject.setState({
      project: { ...project, documents: project.documents.map((d) => (d === before ? after : d)) },
    });
});
// A recording that is still arriving grows many times a second: its length is kept here without asking for the project.
studio.onEvent('source.grew', ({ sourceId, lengthSamples }) => {
  const { project } = useProject.getState();
  const grown = project?.documents.find((d) => d.tracks.some((track) => track.sourceId === sourceId));
  if (grown !== undefined) showLength(grown.documentId, lengthSamples);
});
studio.onReady('Read the project', readProject);

function activeOf(s: ProjectStore): DocumentInfo | null {
  return s.project?.documents.find((d) => d.documentId === s.activeDocumentId) ?? null;
}

export function useActiveDocument(): DocumentInfo | null {
  return useProject(activeOf);
}

export function getActiveDocument(): DocumentInfo | null {
  return activeOf(useProject.getState());
}

/** The recordings that `document` is made of. */
export function assetsOf(project: ProjectInfo | null, document: DocumentInfo): AssetInfo[] {
  const ids = new Set(document.tracks.flatMap((track) => track.clips.map((clip) => clip.assetId)));
  return (project?.assets ?? []).filter((asset) => ids.has(asset.assetId));
}
