/** Edits of the open project: commands in, one row of the log each, and the way back. */
import type { Handlers } from '../../../preload/contract/define.ts';
import type { EditCommand, Edited, editsContract } from '../../../preload/contract/edits.ts';
import type { StudioEvent } from '../../../preload/contract/studio.ts';
import type { DocumentState } from '../../store/documentState.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { newId as randomId } from '../../store/rows.ts';
import { documentPatch } from './documentPatch.ts';
import { documentInfo } from '../projects/projectInfo.ts';
import { applyCommand } from './applyCommand.ts';
import { copySpans, type Clipboard } from './clipboard.ts';
import { requireComplete } from './requireComplete.ts';
import { changedTierIds, hasOtherMasks, idsThere } from './documentIds.ts';

export interface EditsDeps {
  /** @throws EngineError E_NOT_FOUND: no project is open */
  readonly store: () => ProjectStore;
  readonly emit: (event: StudioEvent) => void;
  /** Tells the renderer what the project is now. */
  readonly noteChange: () => void;
}

export interface EditsService {
  readonly handlers: Handlers<typeof editsContract, AbortSignal>;
  /** For other services, whose results are edits too. */
  apply(documentId: string, command: EditCommand): Edited;
  /** An edit that no command of the contract describes. @returns its id; null if nothing differs */
  edit(
    documentId: string,
    edit: { readonly title: string; readonly command: unknown },
    change: (document: DocumentState) => DocumentState,
  ): number | null;
  /** What was cut or copied; null: nothing. */
  clipboard(): Clipboard | null;
  /** Recordings that what was copied points into. */
  clipboardAssets(): ReadonlySet<string>;
  /** What was kept for undo is gone: so is what was copied from it, and every document begins a history anew. */
  afterPurge(): void;
  /** What was copied points into recordings of the project that closes. */
  closeProject(): void;
}

const changesSound = ({ kind }: EditCommand) => kind.startsWith('sound.') || kind === 'track.remove';

export function createEditsService({ store, emit, noteChange }: EditsDeps): EditsService {
  let clipboard: Clipboard | null = null;

  const clipboardAssets = () =>
    new Set((clipboard?.tracks ?? []).flatMap(({ clips }) => clips.map(({ assetId }) => assetId)));

  const infoOf = (documentId: string) => {
    const row = store()
      .documents()
      .find((document) => document.documentId === documentId);
    return row === undefined ? null : documentInfo(row);
  };

  /** Runs what changes a document and tells the window which parts to read again. */
  const telling = <T>(documentId: string, work: () => T): T => {
    const before = store().documentState(documentId);
    const infoBefore = infoOf(documentId);
    const result = work();
    const after = store().documentState(documentId);
    if (after === before) return result;
    for (const tierId of changedTierIds(before, after)) emit({ kind: 'tier.changed', tierId });
    if (hasOtherMasks(before, after)) emit({ kind: 'masks.changed', documentId });
    const infoAfter = infoOf(documentId);
    if (infoBefore !== null && infoAfter !== null)
      emit({ kind: 'document.changed', document: documentPatch(infoBefore, infoAfter) });
    emit({ kind: 'edits.changed', documentId, ...store().nextEdits(documentId) });
    if (after.name !== before.name) noteChange(); // a project without a name of its own has that of its first document
    return result;
  };

  const apply = (documentId: string, command: EditCommand): Edited => {
    const ids: string[] = [];
    const newId = () => {
      const id = randomId();
      ids.push(id);
      return id;
    };
    return telling(documentId, () => {
      const before = store().documentState(documentId);
      if (changesSound(command)) requireComplete(store(), [...before.tracks, ...(clipboard?.tracks ?? [])]);
      const { document, title } = applyCommand(before, command, { newId, clipboard });
      const made = store().editDocument(documentId, { title, command }, () => document);
      const createdIds = ids.length === 0 ? [] : idsThere(ids, store().documentState(documentId));
      return {
        editId: made?.editId ?? null,
        title: made?.title ?? null,
        createdIds,
      };
    });
  };

  return {
    apply,
    edit: (documentId, edit, change) =>
      telling(documentId, () => store().editDocument(documentId, edit, change)?.editId ?? null),
    clipboard: () => clipboard,
    clipboardAssets,
    afterPurge: () => {
      const there = new Set(
        store()
          .assets()
          .map(({ assetId }) => assetId),
      );
      if ([...clipboardAssets()].some((assetId) => !there.has(assetId))) clipboard = null;
      for (const { documentId } of store().documents())
        emit({ kind: 'edits.changed', documentId, ...store().nextEdits(documentId) });
    },
    closeProject: () => {
      clipboard = null;
    },
    handlers: {
      'edits.apply': ({ documentId, command }) => apply(documentId, command),
      'edits.undo': ({ documentId }) => telling(documentId, () => store().undo(documentId)),
      'edits.redo': ({ documentId }) => telling(documentId, () => store().redo(documentId)),
      'edits.goTo': ({ documentId, editId }) =>
        telling(documentId, () => {
          store().goToEdit(documentId, editId);
          return null;
        }),
      'edits.next': ({ documentId }) => store().nextEdits(documentId),
      'edits.history': ({ documentId }) => store().editHistory(documentId),
      'edits.copy': ({ documentId, trackIds, more = [], ...span }) => {
        const document = store().documentState(documentId);
        requireComplete(store(), document.tracks);
        clipboard = copySpans(document, trackIds, [span, ...more], randomId);
        return { lengthSamples: clipboard.lengthSamples, nTracks: clipboard.tracks.length };
      },
      'edits.clipboard': () =>
        clipboard && {
          lengthSamples: clipboard.lengthSamples,
          nTracks: clipboard.tracks.length,
          sampleRateHz: clipboard.sampleRateHz,
        },
    },
  };
}
