/** Sound is computed into recordings of the project first; the edit that plays them is made when all are there. */
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { RenderedEffect } from '../../engine/dsp/rendering/renderEffect.ts';
import type { DocumentState } from '../../store/documentState.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import type { EditsService } from '../edits/createEditsService.ts';
import { requireSameSound } from './putInPlace.ts';
import { discardRendered, storeRendered, type StoredSound } from './renderedClip.ts';

export interface NewRecording {
  readonly name: string;
  readonly atSample: number; // of the document: where its first sample will be heard
  /** @throws EngineError */
  readonly render: (work: WorkOptions) => RenderedEffect;
}

export interface EditWithRecordings {
  readonly before: DocumentState; // what the sound is computed from
  readonly trackIds: readonly string[]; // whose sound it is computed from
  readonly title: string;
  readonly command: unknown;
  readonly recordings: readonly NewRecording[];
  /** @param assetIds one for each recording */
  readonly place: (document: DocumentState, assetIds: readonly string[]) => DocumentState;
}

export interface EditedSound {
  readonly editId: number | null;
  /** Samples beyond ±1, which would be clipped when they are played; where the first of them is in the document. */
  readonly nAboveFullScale: number;
  readonly firstAboveSample: number | null;
}

export interface RecordingDeps {
  readonly store: () => ProjectStore;
  readonly edits: Pick<EditsService, 'edit'>;
  /** There are more recordings: tells the renderer what the project is now. */
  readonly noteChange: () => void;
}

/**
 * @throws EngineError as computing the sound does, E_PARAM: the tracks were edited meanwhile, E_ABORTED; nothing of it is
 *   then left in the project
 */
export async function editWithRecordings(
  { store, edits, noteChange }: RecordingDeps,
  { before, trackIds, title, command, recordings, place }: EditWithRecordings,
  work: WorkOptions,
): Promise<EditedSound> {
  const project = store();
  const { documentId } = before;
  const requireUnedited = () => {
    requireSameSound({ project, now: store(), before }, trackIds, title);
  };
  requireUnedited();
  const stored: StoredSound[] = [];
  let nAboveFullScale = 0;
  let firstAboveSample: number | null = null;
  try {
    for (const [i, { name, atSample, render }] of recordings.entries()) {
      const onProgress: WorkOptions['onProgress'] = ({ done, total, unit }) =>
        work.onProgress?.({
          done: done + i * (total ?? 0),
          total: total === null ? null : total * recordings.length,
          unit,
        });
      const options = { name: name.slice(0, 200), signal: work.signal, onProgress };
      const sound = await storeRendered(project, render(work), options);
      stored.push(sound);
      nAboveFullScale += sound.nAboveFullScale;
      if (sound.firstAboveSample !== null)
        firstAboveSample = Math.min(firstAboveSample ?? Infinity, atSample + sound.firstAboveSample);
    }
    requireUnedited();
    const editId = project.transaction(() => {
      for (const { assetId, nSamples } of stored) project.finishAsset(assetId, { nSamples, warnings: [] });
      return edits.edit(documentId, { title, command }, (document) =>
        place(
          document,
          stored.map(({ assetId }) => assetId),
        ),
      );
    });
    noteChange();
    return { editId, nAboveFullScale, firstAboveSample };
  } catch (error) {
    discardRendered(
      project,
      stored.map(({ assetId }) => assetId),
    );
    throw error;
  }
}
