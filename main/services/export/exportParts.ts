/** Which stretches of which sound become files, and what the files are called. */
import type { ExportContent, ExportPlan, ExportRequest } from '../../../preload/contract/exports.ts';
import { exportExtensions } from '../../../preload/contract/exportFormat.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { DocumentState, TierItemRow, TierState, TrackState } from '../../store/documentState.ts';
import { createNameNumbering } from './fileNames.ts';
import { nameOf } from './nameTemplate.ts';

export interface ExportPart {
  readonly fileName: string;
  readonly track: TrackState | null; // null: the mix
  readonly startSample: number; // of the file, on the document's clock
  readonly endSample: number;
  readonly tier: TierState | null;
  readonly item: TierItemRow | null; // the interval that it holds, inside its padding
}

export interface ExportParts {
  readonly parts: readonly ExportPart[];
  readonly nNumbered: number; // names that another file of the export has too
  readonly skipped: ExportPlan['skipped'];
}

const noneSkipped = { outside: 0, empty: 0, short: 0, long: 0 };
type Intervals = Extract<ExportContent, { kind: 'intervals' }>;
type Unnamed = Omit<ExportPart, 'fileName'>;

export function lengthOf({ tracks }: DocumentState): number {
  const ends = tracks.flatMap(({ clips }) => clips.map((clip) => clip.startSample + clip.lengthSamples));
  return ends.reduce((longest, end) => Math.max(longest, end), 0);
}

/** @throws EngineError E_NOT_FOUND: no such track or tier; E_PARAM: an empty range, or a tier of points */
export function exportParts(document: DocumentState, request: ExportRequest): ExportParts {
  const { content } = request;
  const range = rangeOf(document, content);
  const plain = { ...range, tier: null, item: null };
  if (content.kind === 'mix') return named([{ ...plain, track: null }], noneSkipped, document, request);
  if (content.kind === 'stems') {
    const stems = content.trackIds.map((trackId) => ({ ...plain, track: trackOf(document, trackId) }));
    return named(stems, noneSkipped, document, request);
  }
  const { parts, skipped } = intervalParts(document, content, range);
  return named(parts, skipped, document, request);
}

interface Range {
  readonly startSample: number;
  readonly endSample: number;
}

function rangeOf(document: DocumentState, { range }: ExportContent): Range {
  const lengthSamples = lengthOf(document);
  if (lengthSamples === 0) throw new EngineError('E_PARAM', `"${document.name}" holds no sound to export`);
  const startSample = range?.startSample ?? 0;
  const endSample = Math.min(lengthSamples, range?.endSample ?? lengthSamples);
  if (endSample <= startSample)
    throw new EngineError(
      'E_PARAM',
      `endSample=${endSample} must be > startSample=${startSample}: there are ${lengthSamples} samples`,
    );
  return { startSample, endSample };
}

function trackOf(document: DocumentState, trackId: string): TrackState {
  const track = document.tracks.find((candidate) => candidate.trackId === trackId);
  if (track === undefined) throw new EngineError('E_NOT_FOUND', `trackId=${trackId} is not in "${document.name}"`);
  return track;
}

function intervalParts(document: DocumentState, content: Intervals, range: Range) {
  const tier = document.tiers.find(({ tierId }) => tierId === content.tierId);
  if (tier === undefined) throw new EngineError('E_NOT_FOUND', `tierId=${content.tierId} is not in "${document.name}"`);
  if (tier.kind === 'point')
    throw new EngineError('E_PARAM', `"${tier.name}" is a tier of points, must be one of intervals`);
  const track = content.trackId === null ? null : trackOf(document, content.trackId);
  const { sampleRateHz } = document;
  const lengthSamples = lengthOf(document);
  const padding = Math.round(content.paddingSec * sampleRateHz);
  const skipped = { ...noneSkipped };
  const parts: Unnamed[] = [];
  for (const item of tier.items) {
    const end = Math.min(item.endSample, lengthSamples);
    const durationSec = (end - item.startSample) / sampleRateHz;
    if (item.startSample < range.startSample || end > range.endSample || end <= item.startSample) skipped.outside++;
    else if (content.skipsEmpty && item.label.trim() === '') skipped.empty++;
    else if (durationSec < content.minSec) skipped.short++;
    else if (content.maxSec !== null && durationSec > content.maxSec) skipped.long++;
    else
      parts.push({
        startSample: Math.max(0, item.startSample - padding),
        endSample: Math.min(lengthSamples, end + padding),
        ...{ track, tier, item },
      });
  }
  return { parts, skipped };
}

function named(
  parts: readonly Unnamed[],
  skipped: ExportParts['skipped'],
  document: DocumentState,
  { nameTemplate, format }: ExportRequest,
): ExportParts {
  const numbering = createNameNumbering();
  const digits = String(parts.length).length;
  const seconds = (sample: number) => (sample / document.sampleRateHz).toFixed(3);
  let nNumbered = 0;
  return {
    skipped,
    parts: parts.map((part, i) => {
      const base = nameOf(nameTemplate, {
        name: document.name.replace(/\.[A-Za-z0-9]{1,5}$/, ''),
        n: String(i + 1).padStart(digits, '0'),
        label: part.item?.label ?? '',
        start: seconds(part.item?.startSample ?? part.startSample),
        end: seconds(part.item?.endSample ?? part.endSample),
        tier: part.tier?.name ?? '',
        track: part.track?.name ?? '',
      });
      const unique = numbering.unique(base);
      if (unique !== base) nNumbered++;
      return { ...part, fileName: `${unique}.${exportExtensions[format.kind]}` };
    }),
    get nNumbered() {
      return nNumbered;
    },
  };
}
