import type { ExportResult } from '../../../preload/contract/exports.ts';
import type { ExportParts } from '../../services/export/exportParts.ts';

export interface MadeExport {
  readonly input: string;
  readonly documentId: string;
  readonly name: string;
  readonly output: string;
  readonly container: string;
  readonly bits?: string;
  readonly kbps?: number;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly nSamples: number; // of all files
  readonly durationSec: number;
  readonly gainDb: number;
  readonly files?: readonly string[]; // in the folder, where there are several
  readonly warnings: readonly string[];
  readonly parameters: object;
}

/** "study.phono  out.wav  48000 Hz, 2 channels, 24 bits, 12.345 s" */
export function exportText({
  input,
  output,
  sampleRateHz,
  channels,
  bits,
  kbps,
  durationSec,
  files,
}: MadeExport): string {
  const count = `${channels} channel${channels === 1 ? '' : 's'}`;
  const width = bits === undefined ? `${kbps ?? ''} kbit/s` : `${bits} bits`;
  const several = files === undefined ? '' : `${files.length} file${files.length === 1 ? '' : 's'}, `;
  return `${input}  ${output}  ${several}${sampleRateHz} Hz, ${count}, ${width}, ${durationSec.toFixed(3)} s\n`;
}

/** What became of the sound that one might not expect, as sentences. */
export function exportWarnings(
  result: ExportResult & { readonly notes: readonly string[] },
  skipped: ExportParts['skipped'],
): string[] {
  const { nBeyond, firstBeyond, isClipped, nNonFinite } = result;
  const where = firstBeyond === null ? '' : `, the first at ${firstBeyond.sec.toFixed(6)} s of ${firstBeyond.file}`;
  return [
    ...(nBeyond > 0 && isClipped
      ? [`${nBeyond} samples beyond full scale were clipped${where}: use --reduce or --bits 32f`]
      : []),
    ...(nNonFinite > 0 ? [`${nNonFinite} samples are NaN or infinite`] : []),
    ...Object.entries(skipped).flatMap(([why, n]) => (n > 0 ? [`${n} intervals were left out: ${reasons[why]}`] : [])),
    ...result.notes,
  ];
}

const reasons: Readonly<Record<string, string>> = {
  empty: 'they have no label',
  short: 'they are shorter than --min',
  long: 'they are longer than --max',
};
