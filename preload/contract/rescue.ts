/** What can be had of a project file that is damaged. The file itself is only ever read. */
import { z } from 'zod';
import { procedure } from './define.ts';
import { idSchema } from './project.ts';

/** The result of the job. */
export interface RescueReport {
  readonly rescueId: string;
  readonly name: string;
  readonly documents: number;
  readonly recordings: number;
  readonly durationSec: number; // of all recordings that can be read
  readonly lost: readonly string[]; // exactly what, as whole sentences; empty: nothing
}

export const rescueContract = {
  /** A job that makes a new project of all that can still be read, where nobody has asked for it to be yet. */
  'rescue.examine': procedure<{ jobId: string }>()({ fileId: idSchema }),
  /** That project is opened as a draft; it is kept until it is saved under a name of its own. */
  'rescue.open': procedure<null>()({ rescueId: idSchema }),
  /** A job: each recording as a WAV file of its own. Files that exist are never replaced. Its result is { files }. */
  'rescue.exportSound': procedure<{ jobId: string }>()({ rescueId: idSchema, folderId: idSchema }),
  'rescue.discard': procedure<null>()({ rescueId: z.string().max(64) }),
} as const;
