/**
 * Audacity's label tracks: start, end and label between tabs; a line that begins with a backslash holds the frequencies of
 * the label before it. A point has its time twice, in old files once. Audacity manual, "Importing and exporting labels".
 */
import { EngineError } from '../core/errors.ts';
import type { AnnotationDocument, AnnotationItem, WrittenAnnotations } from './annotationDocument.ts';
import { parseTime } from './clock.ts';
import { rowsOfTiers, tiersOfRows, type ItemRow } from './itemRows.ts';
import { oneLineLabel } from './labelText.ts';
import { plainNumber } from './plainNumber.ts';
import type { AnnotationText } from './readAnnotationText.ts';
import { encodeText } from './textEncoding.ts';
import { labelsAlone, unheld, type FormatHolds } from './unheld.ts';

export const audacityHolds: FormatHolds = { ...labelsAlone, points: true, frequencies: true };

/** @param name of the tier  @throws EngineError E_FORMAT, with the line */
export function readAudacity({ text, notes }: AnnotationText, name: string): AnnotationDocument {
  const rows: ItemRow[] = [];
  text.split(/\r\n|\n|\r/).forEach((line, l) => {
    if (line.trim() === '') return;
    const refuse = (rule: string): never => {
      throw new EngineError('E_FORMAT', `line ${l + 1}: "${line.slice(0, 80)}" ${rule}`);
    };
    const cells = line.split('\t');
    if (cells[0] === '\\') {
      const last = rows.pop() ?? refuse('holds frequencies, must follow a label');
      rows.push({ ...last, item: { ...last.item, ...frequencies(cells.slice(1)) } });
      return;
    }
    const startSec = parseTime(cells[0]!) ?? refuse('must begin with a time in seconds');
    const endSec = parseTime(cells[1] ?? '');
    if (endSec !== null && endSec < startSec) refuse('ends before it starts');
    const label = cells.slice(endSec === null ? 1 : 2).join('\t');
    rows.push({ tier: { name }, item: { startSec, endSec: endSec ?? startSec, label } });
  });
  return { startSec: 0, endSec: null, tiers: tiersOfRows(rows), notes };
}

/** Audacity writes −1 for an edge that was not set. */
function frequencies([low = '', high = '']: readonly string[]): Partial<AnnotationItem> {
  const [lowHz, highHz] = [parseTime(low) ?? -1, parseTime(high) ?? -1];
  return { ...(lowHz >= 0 ? { lowHz } : {}), ...(highHz >= 0 ? { highHz } : {}) };
}

/** In UTF-8, times with six decimals or as many more as they need. */
export function writeAudacity(document: AnnotationDocument): WrittenAnnotations {
  const losses = unheld(document, audacityHolds);
  const lines = rowsOfTiers(document.tiers, losses, { kinds: false, names: false }).map(
    ({ item: { startSec, endSec, label, lowHz, highHz } }) => {
      const times = `${seconds(startSec)}\t${seconds(endSec)}\t${oneLineLabel(label, losses)}\n`;
      if (lowHz === undefined && highHz === undefined) return times;
      return `${times}\\\t${seconds(lowHz ?? -1)}\t${seconds(highHz ?? -1)}\n`;
    },
  );
  return { bytes: encodeText(lines.join(''), 'utf-8'), notes: losses.sentences() };
}

function seconds(value: number): string {
  const [whole = '', decimals = ''] = plainNumber(value).split('.');
  return `${whole}.${decimals.padEnd(6, '0')}`;
}
