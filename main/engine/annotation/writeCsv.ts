/** Tables of labels as RFC 4180 has them; what a spreadsheet would take for a formula gets an apostrophe before it. */
import { guarded, quotedCell } from '../core/delimitedText.ts';
import {
  fieldOf,
  type AnnotationDocument,
  type AnnotationItem,
  type WrittenAnnotations,
} from './annotationDocument.ts';
import { fieldTitle, ownColumns, type OwnColumn } from './csvColumns.ts';
import { rowsOfTiers } from './itemRows.ts';
import { plainLabel } from './labelText.ts';
import { plainNumber } from './plainNumber.ts';
import { sampleOfSeconds } from './sampleTime.ts';
import { encodeText } from './textEncoding.ts';
import { labelsAlone, unheld, type FormatHolds } from './unheld.ts';

export const csvHolds: FormatHolds = {
  ...labelsAlone,
  tiers: 'all',
  points: true,
  frequencies: true,
  language: true,
  speaker: true,
  parent: true,
  fields: 'all',
};

export interface CsvOptions {
  /** Whole samples at this rate instead of seconds. */
  readonly rateHz?: number;
}

/** In UTF-8, lines ending with \r\n as RFC 4180 has it. Columns that no item fills are left out. */
export function writeCsv(document: AnnotationDocument, { rateHz }: CsvOptions = {}): WrittenAnnotations {
  const losses = unheld(document, csvHolds);
  const time = (timeSec: number) => plainNumber(rateHz === undefined ? timeSec : sampleOfSeconds(timeSec, rateHz));
  const number = (value: number | undefined) => (value === undefined ? '' : plainNumber(value));
  const rows = rowsOfTiers(document.tiers, losses, { kinds: true, names: true }).map(
    ({ tier, item }): Record<OwnColumn, string> & { item: AnnotationItem } => ({
      tier: tier.name,
      kind: tier.kind,
      startSec: time(item.startSec),
      endSec: time(item.endSec),
      label: item.label,
      lowHz: number(item.lowHz),
      highHz: number(item.highHz),
      language: tier.language ?? '',
      speaker: tier.speaker ?? '',
      parent: tier.parent ?? '',
      relation: tier.relation ?? '',
      item,
    }),
  );
  const always: readonly OwnColumn[] = ['tier', 'kind', 'startSec', 'endSec', 'label'];
  const own = ownColumns.filter((column) => always.includes(column) || rows.some((row) => row[column] !== ''));
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row.item.fields ?? {})))];
  const text = (value: string) => quotedCell(guarded(plainLabel(value, losses)));
  const numeric = new Set<OwnColumn>(['startSec', 'endSec', 'lowHz', 'highHz']);
  const head = [...own.map((column) => titleOf(column, rateHz)), ...fields.map((field) => text(fieldTitle(field)))];
  const body = rows.map((row) => [
    ...own.map((column) => (numeric.has(column) ? row[column] : text(row[column]))),
    ...fields.map((field) => text(fieldOf(row.item, field))),
  ]);
  const table = [head, ...body].map((cells) => `${cells.join(',')}\r\n`).join('');
  return { bytes: encodeText(table, 'utf-8'), notes: losses.sentences() };
}

function titleOf(column: OwnColumn, rateHz: number | undefined): string {
  return rateHz === undefined ? column : column.replace(/^(start|end)Sec$/, '$1Sample');
}
