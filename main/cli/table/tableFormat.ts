import { extname } from 'node:path';
import { UsageError } from '../process/failure.ts';

export const tableFormats = ['csv', 'json', 'npy'] as const;

export type TableFormat = (typeof tableFormats)[number];

/** By --format, else by the extension of --out; a batch without either is CSV. @throws UsageError: it is none of them */
export function tableFormatOf({ out, format }: { out?: string; format?: TableFormat }): TableFormat {
  if (format !== undefined) return format;
  if (out === undefined) return 'csv';
  const named = tableFormats.find((known) => extname(out).toLowerCase() === `.${known}`);
  if (named === undefined)
    throw new UsageError(`--out ${out}: its name must end in .csv, .json or .npy, or --format must say which`);
  return named;
}
