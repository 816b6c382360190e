/**
 * The table of a data set in the form that Hugging Face's AudioFolder reads: metadata.jsonl or metadata.csv beside the files,
 * `file_name` the first column. Every row has every column, so that types agree.
 */
import type { DataSetTable } from '../../../preload/contract/exportFormat.ts';
import { quotedCell } from '../../engine/core/delimitedText.ts';
import type { AssetRow } from '../../store/projectStore.ts';
import type { DocumentState, TrackState } from '../../store/documentState.ts';
import type { ExportPart } from './exportParts.ts';

const columns = [
  'file_name',
  'text', // the label
  'start', // of the label in the document, s
  'end',
  'file_start', // of the file: with its padding
  'file_end',
  'duration', // of the file
  'tier',
  'track', // '': the mix
  'document',
  'source', // recordings that sound in it
  'source_sha256', // by content, in the same order
] as const;

type Row = Readonly<Record<(typeof columns)[number], string | number>>;

interface Sources {
  readonly assets: ReadonlyMap<string, AssetRow>;
  readonly soloTrackIds: readonly string[];
}

export function dataSetRow(part: ExportPart, document: DocumentState, { assets, soloTrackIds }: Sources): Row {
  const seconds = (sample: number) => sample / document.sampleRateHz;
  const sources = soundingIn(part, heardTracks(part, document, soloTrackIds)).flatMap(
    (assetId) => assets.get(assetId) ?? [],
  );
  return {
    file_name: part.fileName,
    text: part.item?.label ?? '',
    start: seconds(part.item?.startSample ?? part.startSample),
    end: seconds(part.item?.endSample ?? part.endSample),
    file_start: seconds(part.startSample),
    file_end: seconds(part.endSample),
    duration: seconds(part.endSample - part.startSample),
    tier: part.tier?.name ?? '',
    track: part.track?.name ?? '',
    document: document.name,
    source: sources.map(({ name }) => name).join('; '),
    source_sha256: sources.map(({ sha256 }) => sha256 ?? '').join('; '),
  };
}

export function dataSetText(rows: readonly Row[], form: Exclude<DataSetTable, 'none'>): string {
  if (form === 'jsonl') return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  // As it is: a guard against formulas of spreadsheets would become part of the text that a model learns.
  const lines = rows.map((row) => columns.map((column) => quotedCell(String(row[column]))));
  return [columns.map((column) => quotedCell(column)), ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** As in the mix that is exported: those on solo, muted or not, else all that are not muted. */
function heardTracks({ track }: ExportPart, { tracks }: DocumentState, soloTrackIds: readonly string[]) {
  if (track !== null) return [track];
  const solo = tracks.filter(({ trackId }) => soloTrackIds.includes(trackId));
  return solo.length > 0 ? solo : tracks.filter(({ isMuted }) => !isMuted);
}

function soundingIn({ startSample, endSample }: ExportPart, heard: readonly TrackState[]): string[] {
  const clips = heard.flatMap((one) => one.clips);
  const sounding = clips.filter(
    (clip) => clip.startSample < endSample && clip.startSample + clip.lengthSamples > startSample,
  );
  return [...new Set(sounding.map(({ assetId }) => assetId))];
}
