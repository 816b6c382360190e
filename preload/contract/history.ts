import { procedure } from './define.ts';
import { idSchema } from './project.ts';

/** What letting go of what is kept for undo would do. */
export interface PurgePlan {
  readonly bytes: number; // of recordings that no document plays any more
  readonly nEdits: number; // that could not be taken back any more, those of left branches too
  readonly titles: readonly string[]; // of the latest of them, the last one first
  readonly isClipboardEmptied: boolean; // what was copied is only there for undo
}

export const historyContract = {
  /** Bytes of recordings that no document plays any more: they are there for undo alone. */
  'history.undoBytes': procedure<{ bytes: number }>()({}),
  /** Everything that was done to a document, with its parameters and the recordings it is made of, as JSON. */
  'history.export': procedure<null>()({ documentId: idSchema, fileId: idSchema }),
  'history.purgePlan': procedure<PurgePlan>()({}),
  /** Of all documents. A job; its result is { freedBytes }, by which the file is smaller. */
  'history.purge': procedure<{ jobId: string }>()({}),
} as const;
