/** Measures of the selection and of tiers, from contours that are analysed once and in a thread of their own. */
import { randomUUID } from 'node:crypto';
import type {
  FormantContourParams,
  IntensityContourParams,
  PitchContourParams,
} from '../../../preload/contract/contours.ts';
import type { Handlers } from '../../../preload/contract/define.ts';
import type { MeasureName } from '../../../preload/contract/measureNames.ts';
import type { MeasuredRow, MeasuredTable, measuresContract } from '../../../preload/contract/measures.ts';
import type { AnnotationItem } from '../../engine/annotation/annotationDocument.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import type { AnalysisThreads } from '../contours/analysisThreads.ts';
import type { ContourLibrary, ContourSource } from '../contours/contourLibrary.ts';
import type { JobRegistry } from '../jobs/jobRegistry.ts';
import type { FileRegistry } from '../projects/fileRegistry.ts';
import { writeWhole } from '../projects/writeWhole.ts';
import { csvLines } from './csvText.ts';
import type { MeasureSettings } from './intervalMeasures.ts';
import type { IntervalTable } from './measureIntervals.ts';

export interface MeasuresDeps {
  readonly library: ContourLibrary;
  readonly threads: AnalysisThreads;
  readonly jobs: JobRegistry;
  readonly files: FileRegistry;
  readonly store: () => ProjectStore;
  /** @throws EngineError E_NOT_FOUND, E_PARAM */
  readonly openSource: (address: { readonly sourceId: string; readonly channel: number }) => ContourSource;
}

interface Analysis {
  readonly pitch: PitchContourParams;
  readonly formants: FormantContourParams;
  readonly intensity: IntensityContourParams;
  readonly measures: readonly MeasureName[];
}

const mostTables = 16;
const messageBytes = 200_000; // a message stays below 256 KiB

export interface MeasuresService {
  readonly handlers: Handlers<typeof measuresContract, AbortSignal>;
  closeProject(): void;
}

export function createMeasuresService(deps: MeasuresDeps): MeasuresService {
  const tables = new Map<string, MeasuredTable>();

  const measure = async (
    source: ContourSource,
    intervals: readonly AnnotationItem[],
    { measures, ...params }: Analysis,
    work: WorkOptions,
  ): Promise<MeasuredTable> => {
    const signal = work.signal ?? new AbortController().signal;
    const [pitch, formants, intensity] = await Promise.all([
      deps.library.pitch(source, params.pitch, signal),
      deps.library.analysed(source, 'formants', params.formants, signal),
      deps.library.analysed(source, 'intensity', params.intensity, signal),
    ]);
    const pulses = await deps.library.pulses(source, params.pitch, signal);
    const task = {
      name: 'measure',
      params: { intervals, measures, settings: settingsOf(params), contours: { pitch, pulses, formants, intensity } },
    } as const;
    return toTable((await deps.threads.run(task, source, work)) as IntervalTable);
  };

  const keep = (table: MeasuredTable): string => {
    const tableId = randomUUID();
    tables.set(tableId, table);
    for (const oldest of tables.keys()) {
      if (tables.size <= mostTables) break;
      tables.delete(oldest);
    }
    return tableId;
  };

  const find = (tableId: string): MeasuredTable => {
    const table = tables.get(tableId);
    if (table === undefined)
      throw new EngineError('E_NOT_FOUND', `table ${tableId} is not kept any more: measure again`);
    return table;
  };

  const handlers: MeasuresService['handlers'] = {
    'measures.selection': ({ sourceId, channel, startSample, endSample, ...analysis }, { signal }) => {
      const source = deps.openSource({ sourceId, channel });
      const end = Math.min(endSample, source.source.nSamples);
      if (end <= startSample)
        throw new EngineError('E_PARAM', `endSample=${end} must be > startSample=${startSample} within the track`);
      const interval = {
        label: 'Selection',
        startSec: startSample / source.sampleRateHz,
        endSec: end / source.sampleRateHz,
      };
      return measure(source, [interval], analysis, { signal });
    },
    'measures.tier': ({ sourceId, channel, tierId, ...analysis }) => {
      const source = deps.openSource({ sourceId, channel });
      const tier = deps
        .store()
        .documents()
        .flatMap(({ tiers }) => tiers)
        .find((candidate) => candidate.tierId === tierId);
      if (tier?.kind !== 'interval')
        throw new EngineError('E_PARAM', `tier ${tier?.name ?? tierId} must be a tier of intervals in the project`);
      const intervals = deps
        .store()
        .tierItems(tierId)
        .map(({ label, startSample, endSample }) => ({
          label,
          startSec: startSample / source.sampleRateHz,
          endSec: endSample / source.sampleRateHz,
        }));
      const job = {
        kind: 'measure' as const,
        title: `Measure ${tier.name} of ${source.title}`,
        parameters: { ...analysis },
      };
      const jobId = deps.jobs.start(job, async (signal, onProgress) => {
        const table = await measure(source, intervals, analysis, { signal, onProgress });
        return { tableId: keep(table), nRows: table.rows.length };
      });
      return { jobId };
    },
    'measures.rows': ({ tableId, start }) => {
      const { columns, rows } = find(tableId);
      const count = Math.max(1, Math.floor(messageBytes / (16 * (columns.length + 4))));
      return { columns, rows: rows.slice(start, start + count) };
    },
    'measures.writeCsv': async ({ fileId, table }) => {
      const path = deps.files.resolve(fileId, 'save');
      await writeWhole(path, csvOf('tableId' in table ? withOrigin(find(table.tableId), table) : table));
      return null;
    },
  };
  return {
    handlers,
    closeProject: () => {
      tables.clear();
    },
  };
}

/** Voice is judged by the pitch that is shown, as in Praat's editor. */
function settingsOf({ pitch, formants, intensity }: Omit<Analysis, 'measures'>): MeasureSettings {
  const { method, timeStepSec, ...costs } = pitch;
  const named = { ...costs, ...(method === 'pyin' ? {} : { method }), ...(timeStepSec > 0 ? { timeStepSec } : {}) };
  return { pitch: named, voice: { pitch: { method: 'raw-ac', ...named } }, formants, intensity };
}

function toTable({ columns, rows }: IntervalTable): MeasuredTable {
  return {
    columns,
    rows: rows.map((row) => ({ ...row, values: row.values.map((value) => (Number.isFinite(value) ? value : null)) })),
  };
}

const withOrigin = (
  table: MeasuredTable,
  { of, parameters }: Pick<MeasuredRow, 'of' | 'parameters'>,
): MeasuredTable => ({
  ...table,
  rows: table.rows.map((row) => ({ ...row, of, parameters })),
});

/** What rows were measured of and with, where they say it. */
const originColumns = [
  ['recording', ({ of }: MeasuredRow) => of?.recording],
  ['tier', ({ of }: MeasuredRow) => of?.tier],
  ['channel', ({ of }: MeasuredRow) => of?.channel],
  ['parameters', ({ parameters }: MeasuredRow) => parameters],
] as const;

export function csvOf({ columns, rows }: MeasuredTable): string {
  const origins = originColumns.filter(([, textOf]) => rows.some((row) => textOf(row) !== undefined));
  const values = rows.flatMap(({ startSec, endSec, values: own }) => [
    startSec,
    endSec,
    endSec - startSec,
    ...columns.map((_, c) => own[c] ?? Number.NaN),
  ]);
  const table = {
    columns: ['startSec', 'endSec', 'durationSec', ...columns.map(({ name }) => name)],
    values: Float64Array.from(values),
    labels: {
      columns: ['label', ...origins.map(([name]) => name)],
      rows: rows.map((row) => [row.label, ...origins.map(([, textOf]) => textOf(row) ?? '')]),
    },
  };
  return [...csvLines(table, { plainLabels: false, isExact: true })].join('');
}
