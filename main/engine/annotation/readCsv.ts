/**
 * Tables of labels, one row an item. Without column names the first three columns are start, end and label. An apostrophe
 * before what a spreadsheet would take for a formula was put there by a writer, as ours does, and is taken away.
 */
import { parseDelimited, unguarded } from '../core/delimitedText.ts';
import { EngineError } from '../core/errors.ts';
import { tierRelations, type AnnotationDocument, type AnnotationTier } from './annotationDocument.ts';
import { parseTime } from './clock.ts';
import {
  durationNames,
  endNames,
  fieldPrefix,
  hasStart,
  labelNames,
  otherNames,
  startNames,
  timeReader,
} from './csvColumns.ts';
import { tiersOfRows, type ItemRow } from './itemRows.ts';
import type { AnnotationText } from './readAnnotationText.ts';
import { TableColumns } from './tableColumns.ts';

/**
 * @param name of the tier, where there is no such column  @param rateHz of columns that count samples
 * @throws EngineError E_FORMAT, with the line; E_PARAM: there are such columns and no rate
 */
export function readCsv({ text, notes }: AnnotationText, name: string, rateHz?: number): AnnotationDocument {
  const all = parseDelimited(text, { separator: separatorOf(text), quotes: true });
  const [first] = all;
  if (first === undefined) return { startSec: 0, endSec: null, tiers: [], notes };
  const isBare = parseTime(first.cells[0]!) !== null;
  const head = isBare ? { line: 1, cells: ['start', 'end', 'label'] } : first;
  const columns = new TableColumns({ ...head, cells: head.cells.map(unguarded) });
  const time = timeReader(columns, rateHz);
  const start = time.need(startNames);
  const end = time.find(endNames);
  const duration = end === null ? time.find(durationNames) : null;
  const label = columns.find(...labelNames);
  const at = Object.fromEntries(Object.entries(otherNames).map(([key, of]) => [key, columns.find(...of)])) as Record<
    keyof typeof otherNames,
    number | undefined
  >;
  const fieldColumns = columns.others([start.column, end?.column, duration?.column, label, ...Object.values(at)]);
  const rows = (isBare ? all : all.slice(1)).map((row): ItemRow => {
    const startSec = start.of(row);
    const endSec =
      end !== null && columns.cell(row, end.column).trim() !== '' ? end.of(row) : startSec + (duration?.of(row) ?? 0);
    if (endSec < startSec)
      throw new EngineError('E_FORMAT', `line ${row.line}: ends at ${endSec} s, before its start at ${startSec} s`);
    const cell = (column: number | undefined) => unguarded(columns.cell(row, column));
    const [lowHz, highHz] = [columns.number(row, at.lowHz), columns.number(row, at.highHz)];
    const fields = fieldsOf(columns.fields(row, fieldColumns));
    const item = {
      startSec,
      endSec,
      label: cell(label),
      ...(lowHz === null ? {} : { lowHz }),
      ...(highHz === null ? {} : { highHz }),
      ...(fields === null ? {} : { fields }),
    };
    const relation = tierRelations.find((one) => one === cell(at.relation));
    const attributes = Object.entries({
      language: cell(at.language),
      speaker: cell(at.speaker),
      parent: cell(at.parent),
      relation: relation ?? '',
    }).filter(([, value]) => value !== '');
    const kind = (['interval', 'point'] as const).find((one) => one === cell(at.kind));
    return {
      tier: { name: cell(at.tier) || name, ...(Object.fromEntries(attributes) as Partial<AnnotationTier>) },
      kind,
      item,
    };
  });
  return { startSec: 0, endSec: null, tiers: tiersOfRows(rows), notes };
}

/** That between which the first line has a name for the start, or two times. */
function separatorOf(text: string): string {
  const firstLine = /^[^\r\n]*/.exec(text)![0];
  const isSeparator = (separator: string) => {
    const cells = firstLine.split(separator).map((cell) => cell.replace(/^"(.*)"$/, '$1'));
    if (cells.length > 1 && cells.slice(0, 2).every((cell) => parseTime(cell) !== null)) return true;
    return hasStart(new TableColumns({ line: 1, cells }));
  };
  return ['\t', ';', ','].find(isSeparator) ?? ',';
}

function fieldsOf(fields: Readonly<Record<string, string>> | null): Record<string, string> | null {
  if (fields === null) return null;
  const own = Object.entries(fields).map(([name, value]) => [
    name.startsWith(fieldPrefix) ? name.slice(fieldPrefix.length) : name,
    unguarded(value),
  ]);
  return Object.fromEntries(own) as Record<string, string>;
}
