import { procedure } from './define.ts';
import { idSchema } from './project.ts';

export const historyContract = {
  /** Bytes of recordings that no document plays any more: they are there for undo alone. */
  'history.undoBytes': procedure<{ bytes: number }>()({}),
  /** Everything that was done to a document, with its parameters and the recordings it is made of, as JSON. */
  'history.export': procedure<null>()({ documentId: idSchema, fileId: idSchema }),
} as const;
