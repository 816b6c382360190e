/**
 * Adobe Audition's markers: a table of name, start, duration, time format, type and description, between tabs although the
 * file is a .csv (commas are read too). The time format of a row says how its times count: "decimal" is m:ss.mmm with hours
 * where there are any, "48000 Hz" and "samples" are samples, "25 fps" are h:mm:ss:ff.
 */
import { parseDelimited, type DelimitedRow } from '../core/delimitedText.ts';
import { EngineError } from '../core/errors.ts';
import { fieldOf, type AnnotationDocument, type WrittenAnnotations } from './annotationDocument.ts';
import { clockText, parseTime } from './clock.ts';
import { toMilliseconds } from './cues.ts';
import { parseFrameClock } from './frameClock.ts';
import { rowsOfTiers, tiersOfRows, type ItemRow } from './itemRows.ts';
import { oneLineLabel } from './labelText.ts';
import type { AnnotationText } from './readAnnotationText.ts';
import { TableColumns } from './tableColumns.ts';
import { encodeText } from './textEncoding.ts';
import { labelsAlone, unheld, type FormatHolds } from './unheld.ts';

export const auditionHolds: FormatHolds = { ...labelsAlone, points: true, fields: ['Type', 'Description'] };

/**
 * @param name of the tier  @param rateHz of rows that count samples and do not say of what rate
 * @throws EngineError E_FORMAT, with the line; E_PARAM: there are such rows and no rate
 */
export function readAudition({ text, notes }: AnnotationText, name: string, rateHz?: number): AnnotationDocument {
  const firstLine = /^[^\r\n]*/.exec(text)![0];
  const separator = ['\t', ',', ';'].find((one) => firstLine.includes(one)) ?? '\t';
  const [head, ...body] = parseDelimited(text, { separator, quotes: separator !== '\t' });
  if (head === undefined) throw new EngineError('E_FORMAT', 'line 1: markers must begin with their column names');
  const columns = new TableColumns(head);
  const [label, start] = [columns.need('Name'), columns.need('Start')];
  const [duration, format] = [columns.find('Duration'), columns.find('Time Format')];
  const fieldColumns = columns.others([label, start, duration, format]);
  const rows = body.map((row): ItemRow => {
    const timeFormat = columns.cell(row, format);
    const timeOf = (column: number | undefined) => markerTime(columns.cell(row, column), timeFormat, row, rateHz);
    const startSec = timeOf(start);
    const lengthSec = duration === undefined ? 0 : timeOf(duration);
    const { Type, ...others } = columns.fields(row, fieldColumns) ?? {};
    const fields = { ...(Type === undefined || Type === 'Cue' ? {} : { Type }), ...others };
    const item = {
      startSec,
      endSec: lengthSec === 0 ? startSec : sum(startSec, lengthSec),
      label: columns.cell(row, label),
    };
    return { tier: { name }, item: Object.keys(fields).length > 0 ? { ...item, fields } : item };
  });
  return { startSec: 0, endSec: null, tiers: tiersOfRows(rows), notes };
}

/** Of decimals: 0.1 + 0.2 is 0.3. */
function sum(a: number, b: number): number {
  return Number((a + b).toFixed(9));
}

function markerTime(text: string, format: string, { line }: DelimitedRow, rateHz: number | undefined): number {
  const refuse = (rule: string): never => {
    throw new EngineError('E_FORMAT', `line ${line}: the time "${text.slice(0, 40)}" ${rule}`);
  };
  const known = /^\s*(\d+(?:\.\d+)?)\s*hz\s*$/i.exec(format)?.[1];
  if (known !== undefined || /sample/i.test(format)) {
    const rate = known === undefined ? rateHz : Number(known);
    if (rate === undefined || !(rate > 0))
      throw new EngineError('E_PARAM', `line ${line}: times are in samples, their rate must be given`);
    if (!/^\d{1,15}$/.test(text.trim())) return refuse('must be a number of samples');
    return Number(text) / rate;
  }
  const time = parseFrameClock(text, format) ?? parseTime(text);
  return time !== null && Number.isFinite(time) && time >= 0 ? time : refuse('must be as 1:02:03.456');
}

/** As Audition writes it: between tabs, in UTF-8, times rounded to the millisecond. @throws EngineError E_PARAM: a time is negative */
export function writeAudition(document: AnnotationDocument): WrittenAnnotations {
  const losses = unheld(document, auditionHolds);
  const text = (value: string) => oneLineLabel(value, losses);
  const lines = rowsOfTiers(document.tiers, losses, { kinds: false, names: false }).map(({ item }) => {
    const startMs = toMilliseconds(item.startSec, losses);
    const lengthMs = item.endSec === item.startSec ? 0 : toMilliseconds(item.endSec, losses) - startMs;
    const times = `${clockText(startMs, 'm', '.')}\t${clockText(lengthMs, 'm', '.')}\tdecimal`;
    return `${text(item.label)}\t${times}\t${text(fieldOf(item, 'Type') || 'Cue')}\t${text(fieldOf(item, 'Description'))}\n`;
  });
  const head = 'Name\tStart\tDuration\tTime Format\tType\tDescription\n';
  return { bytes: encodeText(head + lines.join(''), 'utf-8'), notes: losses.sentences() };
}
