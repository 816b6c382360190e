import { basename } from 'node:path';
import type { AnnotationDocument } from '../../engine/annotation/annotationDocument.ts';
import { annotationLimits } from '../../engine/annotation/annotationDocument.ts';
import { annotationFormats, type AnnotationFormatName } from '../../engine/annotation/annotationFormats.ts';
import { formatOfName } from '../../engine/annotation/detectAnnotationFormat.ts';
import {
  fromTextGrid,
  isTextGrid,
  nameWithoutExtension,
  readAnnotations,
} from '../../engine/annotation/readAnnotations.ts';
import { readWavCues } from '../../engine/annotation/readWavCues.ts';
import type { UnicodeEncoding } from '../../engine/annotation/textEncoding.ts';
import { writeWavCues } from '../../engine/annotation/writeWavCues.ts';
import type { ByteSink } from '../../engine/audio/byteSink.ts';
import type { ByteSource } from '../../engine/audio/source.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { CliContext } from '../cliContext.ts';
import { openSource } from '../input/openInput.ts';
import { counted } from '../output/counted.ts';
import { checkOutput, writeOutput } from '../output/outputFile.ts';
import { printJson, warn } from '../output/printResult.ts';
import { writeText } from '../output/stdout.ts';
import { UsageError } from '../process/failure.ts';

export type ConvertFormat = AnnotationFormatName | 'wav';

export interface ConvertOptions {
  readonly from?: ConvertFormat;
  readonly to?: ConvertFormat;
  readonly rate?: number;
  readonly samples?: boolean;
  readonly encoding?: UnicodeEncoding;
  readonly audio?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export async function convertTiers(
  input: string,
  output: string,
  options: ConvertOptions,
  { signal }: CliContext,
): Promise<void> {
  const to = targetOf(output, options);
  const rules = {
    keep: [input, ...(options.audio === undefined ? [] : [options.audio])],
    replace: options.force === true,
  };
  await checkOutput(output, rules);
  const { format, document } = await readInput(input, options, signal);
  const held = isTextGrid(format) && !isTextGrid(to) ? fromTextGrid(document) : document;
  warn(input, held.notes);
  const losses = await writeOutput(output, rules, (sink) =>
    to === 'wav' ? writeWav(options.audio ?? input, sink, held, signal) : writeFile(to, sink, held, options),
  );
  warn(output, losses);
  if (output === '-') return;
  const tiers = held.tiers.map(({ name, kind, items }) => ({ name, kind, nItems: items.length }));
  if (options.json === true) await printJson({ input, output, from: format, to, tiers, notes: held.notes, losses });
  else {
    const nItems = tiers.reduce((sum, tier) => sum + tier.nItems, 0);
    await writeText(`${output}: ${titleOf(to)}, ${counted(nItems, 'label')} of ${counted(tiers.length, 'tier')}\n`);
  }
}

const titleOf = (format: ConvertFormat) => (format === 'wav' ? 'WAV with cues' : annotationFormats[format].title);

function targetOf(output: string, { to, rate, samples }: ConvertOptions): ConvertFormat {
  const format = to ?? (/\.wav$/i.test(output) ? 'wav' : formatOfName(output));
  if (format === null) throw new UsageError(`"${output}" does not tell the format: --to must`);
  if (samples === true && (rate === undefined || format !== 'csv'))
    throw new UsageError('--samples is for CSV and needs --rate');
  return format;
}

async function readInput(
  input: string,
  { from, rate }: ConvertOptions,
  signal: AbortSignal,
): Promise<{ format: ConvertFormat; document: AnnotationDocument }> {
  const source = await openSource(input, signal);
  try {
    const name = input === '-' ? 'labels' : basename(input);
    const head = await source.read(0, 12);
    const isWav = /^(?:RIFF|RIFX|RF64|BW64)[\s\S]{4}WAVE$/.test(String.fromCharCode(...head));
    if (from === 'wav' || (from === undefined && isWav))
      return { format: 'wav', document: await readWavCues(source, nameWithoutExtension(name)) };
    return readAnnotations(await readAll(source), name, { format: from, rateHz: rate });
  } catch (error) {
    if (error instanceof EngineError && !error.message.startsWith('"'))
      throw new EngineError(error.code, `"${input}": ${error.message}`, { cause: error });
    throw error;
  } finally {
    await source.close();
  }
}

/** One byte more than allowed is enough to be refused. */
async function readAll(source: ByteSource): Promise<Uint8Array> {
  const room = Math.min(source.size ?? Infinity, annotationLimits.maxBytes + 1);
  const bytes = new Uint8Array(room);
  let done = 0;
  while (done < room) {
    const part = await source.read(done, Math.min(1 << 20, room - done));
    if (part.length === 0) break;
    bytes.set(part, done);
    done += part.length;
  }
  return bytes.subarray(0, done);
}

async function writeFile(
  to: AnnotationFormatName,
  sink: ByteSink,
  document: AnnotationDocument,
  { encoding, samples, rate }: ConvertOptions,
): Promise<readonly string[]> {
  const rateHz = samples === true ? rate : undefined;
  const { bytes, notes } = annotationFormats[to].write(document, { encoding, rateHz, date: new Date().toISOString() });
  await sink.write(bytes);
  return notes;
}

async function writeWav(
  audio: string,
  sink: ByteSink,
  document: AnnotationDocument,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const source = await openSource(audio, signal);
  try {
    return await writeWavCues(source, sink, document, { signal });
  } finally {
    await source.close();
  }
}
