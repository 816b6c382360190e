/** Sound that was computed becomes part of a document: in one transaction, if nobody edited that sound meanwhile. */
import { EngineError } from '../../engine/core/errors.ts';
import type { DocumentState } from '../../store/documentState.ts';
import type { NewEdit, ProjectStore } from '../../store/projectStore.ts';
import type { EditsService } from '../edits/createEditsService.ts';
import { findTrack } from '../edits/editFunction.ts';
import type { Rendered } from './effectOnState.ts';
import { discardRendered } from './renderedClip.ts';

/** @throws EngineError E_ABORTED: another project is open; E_PARAM: the tracks hold other clips than before */
export function requireSameSound(
  {
    project,
    now,
    before,
  }: { readonly project: ProjectStore; readonly now: ProjectStore; readonly before: DocumentState },
  trackIds: readonly string[],
  title: string,
): void {
  if (now !== project) throw new EngineError('E_ABORTED', 'the project was closed');
  const document = project.documentState(before.documentId);
  const isSame = trackIds.every((trackId) => findTrack(document, trackId).clips === findTrack(before, trackId).clips);
  if (!isSame)
    throw new EngineError('E_PARAM', `the sound was edited while "${title}" was computed: it has to be done again`);
}

interface Place {
  readonly project: ProjectStore;
  readonly edits: Pick<EditsService, 'edit'>;
  readonly requireUnedited: () => void;
}

/** @returns the id of the edit. What it does not play, or all of it where it is refused, is let go. */
export function putInPlace(
  { project, edits, requireUnedited }: Place,
  documentId: string,
  edit: NewEdit,
  { change, made }: Rendered,
): number | null {
  try {
    requireUnedited();
    const document = change(project.documentState(documentId));
    const played = new Set(document.tracks.flatMap(({ clips }) => clips.map(({ assetId }) => assetId)));
    return project.transaction(() => {
      for (const [assetId, nSamples] of made)
        if (played.has(assetId)) project.finishAsset(assetId, { nSamples, warnings: [] });
      return edits.edit(documentId, edit, () => document);
    });
  } finally {
    discardRendered(project, made.keys());
  }
}
