/** A copy of the project to give away: what its documents sound like and say now, and nothing else. */
import { procedure } from './define.ts';
import { idSchema } from './project.ts';

export interface SharePlan {
  readonly fileBytes: number; // of the project as it is
  readonly copyBytes: number; // about what the copy will have
  readonly undoBytes: number; // of recordings that no document plays
  readonly hiddenBytes: number; // of what was cut away or covered, of recordings that are played
  readonly nEdits: number;
}

export const sharingContract = {
  'sharing.plan': procedure<SharePlan>()({}),
  /** A job; its result is { fileBytes }. The project stays where it is and as it is. */
  'sharing.save': procedure<{ jobId: string }>()({ fileId: idSchema }),
} as const;
