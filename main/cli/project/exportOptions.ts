/** The options of `project export` and the request that they are. */
import { extname } from 'node:path';
import { Option, type Command } from 'commander';
import {
  bitRates,
  dataSetTables,
  exportDithers,
  exportExtensions,
  exportFormatNames,
  flacWidths,
  usualNames,
  type DataSetTable,
  type ExportDither,
  type ExportFormatName,
} from '../../../preload/contract/exportFormat.ts';
import type { ExportContent, ExportFormat, ExportRequest } from '../../../preload/contract/exports.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { audioLimits } from '../../engine/audio/source.ts';
import type { DocumentState } from '../../store/documentState.ts';
import { integer, numberAtLeast, numberWithin, seconds } from '../options/numbers.ts';
import { addForceOption, bitsOption, type SoundBits } from '../output/soundFile.ts';
import { UsageError } from '../process/failure.ts';

export type ExportContainer = ExportFormatName;

export interface ExportOptions {
  readonly document?: string;
  readonly out?: string;
  readonly outDir?: string;
  readonly format?: string; // an extension
  readonly bits?: SoundBits;
  readonly dither?: ExportDither;
  readonly bitrate?: number;
  readonly rate?: number;
  readonly channels?: 1 | 2;
  readonly start?: number;
  readonly end?: number;
  readonly stems?: boolean;
  readonly tier?: string;
  readonly track?: string;
  readonly name?: string;
  readonly padding?: number;
  readonly min?: number;
  readonly max?: number;
  readonly keepEmpty?: boolean;
  readonly table?: DataSetTable;
  readonly textgrids?: boolean;
  readonly peak?: number;
  readonly reduce?: boolean;
  readonly title?: string;
  readonly artist?: string;
  readonly date?: string;
  readonly comment?: string;
  readonly bext?: boolean;
  readonly cues?: boolean;
  readonly provenance?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

const extensions = exportFormatNames.map((name) => exportExtensions[name]);

export function addExportOptions(command: Command): Command {
  command
    .option('--document <id or name>', 'which one (default: the only one)')
    .option('-o, --out <file>', 'the sound of one document; - is stdout')
    .option('--out-dir <folder>', 'all documents, or that of --document, named after themselves')
    .addOption(new Option('--format <name>', 'for stdout and --out-dir (wav)').choices(extensions))
    .addOption(bitsOption('sample width (default: the least that loses nothing)'))
    .addOption(new Option('--dither <kind>', 'before rounding to 8, 16 or 24 bits (none)').choices(exportDithers))
    .addOption(new Option('--bitrate <kbps>', 'of opus, m4a and mp3').argParser(integer(6, 512)))
    .addOption(new Option('--rate <hz>', 'resample').argParser(integer(1, audioLimits.maxSampleRateHz)))
    .addOption(new Option('--channels <n>', '1: the average; 2: of one channel two copies').argParser(integer(1, 2)))
    .addOption(new Option('--start <time>', 'seconds, or h:mm:ss').argParser(seconds))
    .addOption(new Option('--end <time>', 'seconds, or h:mm:ss').argParser(seconds))
    .option('--stems', 'with --out-dir: a file for each track, all of one length')
    .option('--tier <name>', 'with --out-dir: a file for each interval of a tier')
    .option('--track <name>', 'with --tier: of this track instead of the mix')
    .option('--name <template>', `with --stems and --tier: ${usualNames.intervals}, also {start} {end} {tier} {track}`)
    .addOption(new Option('--padding <seconds>', 'with --tier: sound before and behind').argParser(numberWithin(0, 60)))
    .addOption(new Option('--min <seconds>', 'with --tier: leave shorter intervals out').argParser(numberAtLeast(0)))
    .addOption(new Option('--max <seconds>', 'with --tier: leave longer intervals out').argParser(numberAtLeast(0)))
    .option('--keep-empty', 'with --tier: intervals without a label too')
    .addOption(new Option('--table <form>', 'with --tier: metadata.jsonl or .csv of a data set').choices(dataSetTables))
    .option('--textgrids', 'with --tier: a TextGrid beside each file')
    .addOption(new Option('--peak <db>', 'bring the loudest sample of all to this').argParser(numberWithin(-60, 0)))
    .addOption(new Option('--reduce', 'lower the level if something would clip').conflicts('peak'))
    .option('--title <text>', 'into the file, as are --artist, --date and --comment')
    .option('--artist <text>')
    .option('--date <text>')
    .option('--comment <text>')
    .option('--bext', 'WAV: broadcast extension with the time of the start')
    .option('--cues', 'WAV: labels of all tiers as cues')
    .option('--provenance', 'history and recordings as JSON beside');
  return addForceOption(command).option('--json', 'what was made, as JSON on stdout');
}

/** @throws UsageError: an extension that no format has */
export function containerOfExport(out: string | undefined, { format }: ExportOptions): ExportContainer {
  const extension = format ?? (out === undefined ? 'wav' : extname(out).slice(1).toLowerCase());
  const found = exportFormatNames.find((name) => exportExtensions[name] === (extension === 'wave' ? 'wav' : extension));
  if (found !== undefined) return found;
  throw new UsageError(
    out === '-'
      ? 'sound to stdout needs --format wav or flac'
      : `"${out ?? ''}" must end in .${extensions.join(', .')}`,
  );
}

/** @throws UsageError: an option that the format does not have */
export function exportFormat(kind: ExportContainer, bits: SoundBits, options: ExportOptions): ExportFormat {
  const { dither = 'none', bitrate } = options;
  if (kind === 'wav' || kind === 'flac') {
    if (bitrate !== undefined) throw new UsageError(`--bitrate is for opus, m4a and mp3, not for ${kind}`);
    if (dither !== 'none' && !['8', '16', '24'].includes(bits))
      throw new UsageError(`--dither is for 8, 16 and 24 bits, not for ${bits}: give --bits`);
    if (kind === 'wav') return { kind, width: bits, dither };
    const width = flacWidths.find((candidate) => candidate === bits);
    if (width === undefined) throw new UsageError(`--bits ${bits} must be 16 or 24 in FLAC`);
    return { kind, width, dither };
  }
  if (options.bits !== undefined || options.dither !== undefined)
    throw new UsageError(`--bits and --dither are for wav and flac, not for ${exportExtensions[kind]}`);
  const { least, most, usual } = bitRates[kind];
  const kbps = bitrate ?? usual;
  if (kbps < least || kbps > most)
    throw new UsageError(`--bitrate ${kbps} must be from ${least} to ${most} in ${exportExtensions[kind]}`);
  return { kind, kbps };
}

/** @throws UsageError, EngineError E_NOT_FOUND: no such tier or track */
export function exportRequest(document: DocumentState, format: ExportFormat, options: ExportOptions): ExportRequest {
  const { title = '', artist = '', date = '', comment = '' } = options;
  const content = contentOf(document, options);
  if (format.kind !== 'wav' && (options.bext === true || options.cues === true))
    throw new UsageError('--bext and --cues are for wav');
  return {
    ...{ documentId: document.documentId, content, format },
    sampleRateHz: options.rate ?? null,
    channels: options.channels ?? null,
    level:
      options.peak !== undefined
        ? { kind: 'peak', db: options.peak }
        : { kind: options.reduce === true ? 'reduce' : 'keep' },
    metadata: { title, artist, date, comment },
    hasBroadcastExtension: options.bext === true,
    hasCues: options.cues === true,
    hasProvenance: options.provenance === true,
    nameTemplate: options.name ?? usualNames[content.kind],
    replaces: options.force === true,
  };
}

function contentOf(document: DocumentState, options: ExportOptions): ExportContent {
  const { start, end, stems, tier: tierName, track: trackName } = options;
  const sample = (sec: number) => Math.round(sec * document.sampleRateHz);
  const range =
    start === undefined && end === undefined
      ? null
      : { startSample: sample(start ?? 0), endSample: end === undefined ? 2 ** 42 : sample(end) };
  if (stems === true && tierName !== undefined) throw new UsageError('either --stems or --tier can be given');
  if (stems === true) return { kind: 'stems', range, trackIds: document.tracks.map(({ trackId }) => trackId) };
  if (tierName === undefined) return { kind: 'mix', range, soloTrackIds: [] };
  const tier = named(document.tiers, tierName, 'tier');
  const track = trackName === undefined ? null : named(document.tracks, trackName, 'track');
  return {
    ...{ kind: 'intervals', range, tierId: tier.tierId, trackId: track?.trackId ?? null, soloTrackIds: [] },
    ...{ paddingSec: options.padding ?? 0, minSec: options.min ?? 0, maxSec: options.max ?? null },
    ...{ skipsEmpty: options.keepEmpty !== true, table: options.table ?? 'none' },
    hasTextGrids: options.textgrids === true,
  };
}

function named<T extends { readonly name: string }>(all: readonly T[], name: string, what: string): T {
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  const list = all.map((one) => `"${one.name}"`).join(', ') || 'none';
  throw new EngineError('E_NOT_FOUND', `there is no ${what} "${name}"; there are: ${list}`);
}
