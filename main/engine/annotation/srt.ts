/**
 * SubRip: cues of a number, a line of times and lines of text until an empty one. There is no standard; as players do, times
 * may have a comma or a point, the number may be missing, and what follows the times is ignored. Text is kept as it is:
 * nothing is escaped in SRT, and <i> may be markup or a label.
 */
import { EngineError } from '../core/errors.ts';
import type { AnnotationDocument, AnnotationItem, WrittenAnnotations } from './annotationDocument.ts';
import { inOrder } from './arrangeItems.ts';
import { clockText, parseClock } from './clock.ts';
import { toCues } from './cues.ts';
import { Losses } from './losses.ts';
import type { AnnotationText } from './readAnnotationText.ts';
import { encodeText } from './textEncoding.ts';
import { labelsAlone, unheld, type FormatHolds } from './unheld.ts';

export const srtHolds: FormatHolds = labelsAlone;

const clock = String.raw`\d{1,6}:\d{1,2}:\d{1,2}(?:[.,]\d{1,20})?`;
const timesForm = new RegExp(String.raw`^\s*(${clock})\s*-->\s*(${clock})(\s.*)?$`);

/** @throws EngineError E_FORMAT: there is text but no cue, or a cue ends before it starts */
export function readSrt({ text, notes }: AnnotationText, name: string): AnnotationDocument {
  const lines = text.split(/\r\n|\n|\r/);
  const losses = new Losses();
  const items: AnnotationItem[] = [];
  let body: { readonly startSec: number; readonly endSec: number; readonly from: number } | null = null;
  const close = (to: number) => {
    if (body === null) return;
    while (to > body.from && lines[to - 1]!.trim() === '') to--;
    items.push({ startSec: body.startSec, endSec: body.endSec, label: lines.slice(body.from, to).join('\n') });
  };
  lines.forEach((line, l) => {
    const times = timesForm.exec(line);
    if (times === null) return;
    const isNumbered = l > (body?.from ?? 0) && /^\s*\d+\s*$/.test(lines[l - 1]!);
    if (body === null && lines.slice(0, isNumbered ? l - 1 : l).some((before) => before.trim() !== ''))
      losses.add('line', 'before the first cue, left out');
    close(isNumbered ? l - 1 : l);
    const [startSec, endSec] = [parseClock(times[1]!), parseClock(times[2]!)];
    if (startSec === null || endSec === null || endSec < startSec)
      throw new EngineError('E_FORMAT', `line ${l + 1}: "${line.trim().slice(0, 80)}" must be a start and a later end`);
    if (times[3]?.trim()) losses.add('cue', 'the position behind its times is not kept');
    body = { startSec, endSec, from: l + 1 };
  });
  close(lines.length);
  if (items.length === 0 && text.trim() !== '')
    throw new EngineError('E_FORMAT', 'there is no line of times, as "00:00:01,000 --> 00:00:02,500"');
  const tiers = items.length === 0 ? [] : [{ kind: 'interval' as const, name, items: inOrder(items) }];
  return { startSec: 0, endSec: null, tiers, notes: [...notes, ...losses.sentences()] };
}

/** In UTF-8 without a byte order mark, lines ending with \n. @throws EngineError E_PARAM: a time is negative */
export function writeSrt(document: AnnotationDocument): WrittenAnnotations {
  const losses = unheld(document, srtHolds);
  const cues = toCues(document, losses).map(({ startMs, endMs, text }, i) => {
    const lines = text.split('\n').map((line) => {
      if (!timesForm.test(line)) return line;
      losses.add('label', 'a line of times in it was changed, so that it is none');
      return line.replace('-->', '->');
    });
    return `${i + 1}\n${clockText(startMs, 'h', ',')} --> ${clockText(endMs, 'h', ',')}\n${lines.join('\n')}\n`;
  });
  return { bytes: encodeText(cues.join('\n'), 'utf-8'), notes: losses.sentences() };
}
