import { procedure } from './define.ts';
import { idSchema } from './project.ts';

export interface ModelFileInfo {
  readonly path: string; // relative to the pack
  readonly bytes: number;
  readonly sha256: string;
}

export interface ModelPackInfo {
  readonly packId: string;
  readonly name: string;
  readonly task: string;
  readonly licence: string;
  readonly source: string;
  readonly revision: string;
  readonly bytes: number;
  readonly files: readonly ModelFileInfo[];
  readonly state: 'ready' | 'missing' | 'damaged' | 'invalid';
  readonly problem: string | null; // why it is not ready, with the value and the rule
  readonly limits: string | null; // what the model cannot do
}

export const modelsContract = {
  'models.list': procedure<ModelPackInfo[]>()({}),
  /** Checks every file of the pack against its manifest. */
  'models.verify': procedure<{ jobId: string }>()({ packId: idSchema }),
} as const;
