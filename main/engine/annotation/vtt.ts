/**
 * WebVTT (W3C, 2019): a header, then blocks between empty lines. A block with a line of times is a cue: an identifier before
 * it, settings behind the times, the text below. A voice becomes the speaker of a tier; other markup is dropped.
 */
import { EngineError } from '../core/errors.ts';
import type { AnnotationDocument, AnnotationItem, AnnotationTier, WrittenAnnotations } from './annotationDocument.ts';
import { inOrder } from './arrangeItems.ts';
import { clockText, parseClock } from './clock.ts';
import { toCues, type Cue } from './cues.ts';
import { Losses } from './losses.ts';
import type { AnnotationText } from './readAnnotationText.ts';
import { encodeText } from './textEncoding.ts';
import { labelsAlone, unheld, type FormatHolds } from './unheld.ts';
import { escapeCueText, parseCueText } from './vttText.ts';

export const vttHolds: FormatHolds = { ...labelsAlone, tiers: 'speakers', speaker: true, fields: ['id', 'settings'] };

const clock = String.raw`(?:\d{2,6}:)?\d{2}:\d{2}\.\d{3}`;
const timesForm = new RegExp(String.raw`^\s*(${clock})\s*-->\s*(${clock})(?:\s+(.*))?$`);

interface Block {
  readonly line: number; // of its first, 1 the first of the file
  readonly lines: readonly string[];
}

/** @param name of the tier of cues without a voice  @throws EngineError E_FORMAT, with the line */
export function readVtt({ text, notes }: AnnotationText, name: string): AnnotationDocument {
  const lines = text.split(/\r\n|\n|\r/);
  if (!/^WEBVTT([ \t]|$)/.test(lines[0] ?? ''))
    throw new EngineError('E_FORMAT', 'line 1: WebVTT must begin with WEBVTT');
  const losses = new Losses();
  const voices = new Map<string | null, AnnotationItem[]>();
  for (const block of blocksOf(lines)) readBlock(block, voices, losses);
  const tiers = [...voices].map(([speaker, items]): AnnotationTier => {
    const own = speaker === null ? { name } : { name: speaker, speaker };
    return { kind: 'interval', ...own, items: inOrder(items) };
  });
  return { startSec: 0, endSec: null, tiers, notes: [...notes, ...losses.sentences()] };
}

function* blocksOf(lines: readonly string[]): Generator<Block> {
  let first = lines.indexOf('', 0) === -1 ? lines.length : lines.indexOf('', 0); // behind the header
  for (let l = first; l <= lines.length; l++) {
    if (l < lines.length && lines[l] !== '') continue;
    if (l > first) yield { line: first + 1, lines: lines.slice(first, l) };
    first = l + 1;
  }
}

function readBlock({ line, lines }: Block, voices: Map<string | null, AnnotationItem[]>, losses: Losses): void {
  const at = lines.slice(0, 2).findIndex((one) => one.includes('-->'));
  if (at === -1) {
    const kind = /^(STYLE|REGION|NOTE)\b/.exec(lines[0]!)?.[1];
    losses.add(kind === undefined ? 'block' : `${kind} block`, kind === undefined ? 'no cue, left out' : 'not kept');
    return;
  }
  const times = timesForm.exec(lines[at]!);
  const startSec = parseClock(times?.[1] ?? '');
  const endSec = parseClock(times?.[2] ?? '');
  if (startSec === null || endSec === null || endSec < startSec) {
    const found = lines[at]!.trim().slice(0, 80);
    throw new EngineError(
      'E_FORMAT',
      `line ${line + at}: "${found}" must be a start and a later end, as 00:01.000 --> 00:02.500`,
    );
  }
  const fields = Object.fromEntries(
    Object.entries({ id: at === 1 ? lines[0]!.trim() : '', settings: times?.[3]?.trim() ?? '' }).filter(
      ([, value]) => value !== '',
    ),
  );
  const parts = parseCueText(lines.slice(at + 1).join('\n'), losses);
  if (parts.length > 1) losses.add('cue', 'of several voices, became an item for each');
  for (const { voice, text } of parts) {
    const items = voices.get(voice) ?? [];
    items.push({ startSec, endSec, label: text, ...(Object.keys(fields).length > 0 ? { fields } : {}) });
    voices.set(voice, items);
  }
}

/** In UTF-8, lines ending with \n. @throws EngineError E_PARAM: a time is negative */
export function writeVtt(document: AnnotationDocument): WrittenAnnotations {
  const losses = unheld(document, vttHolds);
  const cues = toCues(document, losses).map((cue) => cueText(cue, losses));
  return { bytes: encodeText(['WEBVTT\n', ...cues].join('\n'), 'utf-8'), notes: losses.sentences() };
}

function cueText({ startMs, endMs, text, item: { fields }, tier: { speaker } }: Cue, losses: Losses): string {
  const id = fields?.['id'] === undefined ? '' : `${oneLine(fields['id'], losses)}\n`;
  const settings = fields?.['settings'] === undefined ? '' : ` ${oneLine(fields['settings'], losses)}`;
  const voice = speaker === undefined ? '' : `<v ${escapeCueText(oneLine(speaker.replace(/\s+/g, ' '), losses))}>`;
  const times = `${clockText(startMs, 'h', '.')} --> ${clockText(endMs, 'h', '.')}`;
  return `${id}${times}${settings}\n${voice}${escapeCueText(text)}\n`;
}

/** Of an identifier, settings or a voice: what would end it. */
function oneLine(text: string, losses: Losses): string {
  const line = text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('-->', '->')
    .trim();
  if (line !== text) losses.add('field', 'line breaks and arrows were changed');
  return line;
}
