/**
 * Raven's selection tables: tab-separated, a row for each view of a selection, times in seconds and frequencies in Hz.
 * Columns are found by name. The label is in the first annotation column; other columns are fields.
 */
import { parseDelimited } from '../core/delimitedText.ts';
import { EngineError } from '../core/errors.ts';
import { fieldOf, type AnnotationDocument, type WrittenAnnotations } from './annotationDocument.ts';
import { rowsOfTiers, tiersOfRows, type ItemRow } from './itemRows.ts';
import { oneLineLabel } from './labelText.ts';
import { Losses } from './losses.ts';
import { plainNumber } from './plainNumber.ts';
import type { AnnotationText } from './readAnnotationText.ts';
import { TableColumns } from './tableColumns.ts';
import { encodeText } from './textEncoding.ts';
import { labelsAlone, unheld, type FormatHolds } from './unheld.ts';

export const ravenHolds: FormatHolds = { ...labelsAlone, tiers: 'all', points: true, frequencies: true, fields: 'all' };

const known = ['Selection', 'View', 'Begin Time (s)', 'End Time (s)', 'Low Freq (Hz)', 'High Freq (Hz)', 'Tier'];
const labelColumns = ['Annotation', 'Label', 'Annotations', 'Notes', 'Species', 'Common Name', 'Call Type', 'Tag 1'];

/** @param name of the tier, where there is no column Tier  @throws EngineError E_FORMAT, with the line */
export function readRaven({ text, notes }: AnnotationText, name: string): AnnotationDocument {
  const [head, ...body] = parseDelimited(text, { separator: '\t', quotes: false });
  if (head === undefined)
    throw new EngineError('E_FORMAT', 'line 1: a selection table must begin with its column names');
  const columns = new TableColumns(head);
  const begin = columns.need('Begin Time (s)');
  const end = columns.need('End Time (s)');
  const [selection, low, high, tierName] = ['Selection', 'Low Freq (Hz)', 'High Freq (Hz)', 'Tier'].map((one) =>
    columns.find(one),
  );
  const label = columns.find(...labelColumns);
  const fieldColumns = columns.others([...known.map((one) => columns.find(one)), label]);
  const losses = new Losses();
  const rows = new Map<string, ItemRow>(); // by selection
  body.forEach((row, r) => {
    const startSec = columns.time(row, begin);
    const endSec = columns.time(row, end);
    if (endSec < startSec)
      throw new EngineError('E_FORMAT', `line ${row.line}: ends at ${endSec} s, before its start at ${startSec} s`);
    const lowHz = columns.number(row, low);
    const highHz = columns.number(row, high);
    const fields = columns.fields(row, fieldColumns);
    const key = columns.cell(row, selection) || `row ${r}`;
    if (rows.has(key)) losses.add('row', 'of a further view, joined with the first of its selection');
    const item = {
      startSec,
      endSec,
      label: columns.cell(row, label),
      ...(lowHz === null ? {} : { lowHz }),
      ...(highHz === null ? {} : { highHz }),
      ...(fields === null ? {} : { fields }),
    };
    const before = rows.get(key)?.item;
    rows.set(key, { tier: { name: columns.cell(row, tierName) || name }, item: { ...before, ...item } });
  });
  return {
    startSec: 0,
    endSec: null,
    tiers: tiersOfRows([...rows.values()]),
    notes: [...notes, ...losses.sentences()],
  };
}

/** In UTF-8. A selection with frequencies belongs to the spectrogram's view, one without to the waveform's. */
export function writeRaven(document: AnnotationDocument): WrittenAnnotations {
  const losses = unheld(document, ravenHolds);
  const rows = rowsOfTiers(document.tiers, losses, { kinds: false, names: true });
  const taken = new Set([...known, 'Channel', 'Annotation'].map((one) => one.toLowerCase()));
  const names = [...new Set(rows.flatMap(({ item }) => Object.keys(item.fields ?? {})))];
  const fieldNames = names.filter((field) => !taken.has(field.toLowerCase()));
  for (const { item } of rows)
    for (const field of Object.keys(item.fields ?? {}))
      if (field !== 'Channel' && !fieldNames.includes(field))
        losses.add('item', `the field "${field}" has the name of a column, not kept`);
  const text = (value: string) => oneLineLabel(value, losses);
  const hz = (value: number | undefined) => (value === undefined ? '' : plainNumber(value));
  const lines = rows.map(({ tier, item }, r) => {
    const { startSec, endSec, lowHz, highHz, label } = item;
    const view = lowHz === undefined && highHz === undefined ? 'Waveform 1' : 'Spectrogram 1';
    return [
      ...[
        String(r + 1),
        view,
        text(fieldOf(item, 'Channel') || '1'),
        plainNumber(startSec),
        plainNumber(endSec),
        hz(lowHz),
        hz(highHz),
      ],
      ...[text(label), text(tier.name), ...fieldNames.map((field) => text(fieldOf(item, field)))],
    ];
  });
  const head = [...known.slice(0, 2), 'Channel', ...known.slice(2, 6), 'Annotation', 'Tier', ...fieldNames.map(text)];
  const table = [head, ...lines].map((cells) => `${cells.join('\t')}\n`).join('');
  return { bytes: encodeText(table, 'utf-8'), notes: losses.sentences() };
}
