/** Tiers from and into files of other programs. */
import { z } from 'zod';
import { procedure } from './define.ts';
import { idSchema } from './project.ts';

export interface ImportedAnnotations {
  readonly documentId: string; // that got the tiers
  readonly format: string;
  readonly tierIds: readonly string[];
  readonly nItems: number;
  readonly notes: readonly string[]; // what did not come along: sentences with counts
}

export const annotationsContract = {
  /** Those that are files of labels by their names: the others hold sound or a project. */
  'annotations.recognise': procedure<{ fileIds: string[] }>()({ fileIds: z.array(idSchema).max(10_000) }),
  /** Into the document of the recording that is called as the file is; if there is none, into this one. */
  'annotations.import': procedure<ImportedAnnotations>()({ fileId: idSchema, documentId: idSchema.nullable() }),
  /** In the format of the file's extension; null: all tiers. @returns what that could not hold */
  'annotations.export': procedure<{ format: string; notes: string[] }>()({
    documentId: idSchema,
    tierIds: z.array(idSchema).min(1).max(10_000).nullable(),
    fileId: idSchema,
  }),
} as const;
