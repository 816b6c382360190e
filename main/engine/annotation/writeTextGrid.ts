/**
 * TextGrids as Praat writes and reads them: long, short and binary. Intervals follow each other without gaps from the start
 * to the end of the file; quotes are doubled; binary texts are ASCII or UTF-16.
 */
import { EngineError } from '../core/errors.ts';
import type { AnnotationDocument, AnnotationItem, AnnotationTier, WrittenAnnotations } from './annotationDocument.ts';
import { fillGaps, separateTiers } from './arrangeItems.ts';
import { ByteBuilder } from './byteBuilder.ts';
import { plainLabel } from './labelText.ts';
import type { Losses } from './losses.ts';
import { plainNumber } from './plainNumber.ts';
import { binaryMark } from './textGridBinary.ts';
import type { TextGridContent } from './textGridBody.ts';
import { encodeText, type UnicodeEncoding } from './textEncoding.ts';
import { labelsAlone, unheld, type FormatHolds } from './unheld.ts';

export interface TextGridOptions {
  readonly form?: 'long' | 'short' | 'binary';
  /** Of the text forms; UTF-16 with its byte order mark, UTF-8 without. */
  readonly encoding?: UnicodeEncoding;
}

export const textGridHolds: FormatHolds = { ...labelsAlone, tiers: 'all', points: true };

/** @throws EngineError E_PARAM: there is no time to write about */
export function writeTextGrid(
  document: AnnotationDocument,
  { form = 'long', encoding = 'utf-8' }: TextGridOptions = {},
): WrittenAnnotations {
  const losses = unheld(document, textGridHolds);
  const grid = toGrid(document, losses);
  if (form === 'binary') return { bytes: binaryTextGrid(grid, losses), notes: losses.sentences() };
  const text = form === 'long' ? longText(grid) : shortText(grid);
  return { bytes: encodeText(text, encoding, { mark: encoding !== 'utf-8' }), notes: losses.sentences() };
}

function toGrid(document: AnnotationDocument, losses: Losses): TextGridContent {
  const separate = separateTiers(document.tiers, losses);
  let startSec = document.startSec;
  let endSec = document.endSec ?? document.startSec;
  for (const { items } of separate)
    for (const item of items) {
      startSec = Math.min(startSec, item.startSec);
      endSec = Math.max(endSec, item.endSec);
    }
  if (!(endSec > startSec))
    throw new EngineError('E_PARAM', `a TextGrid from ${startSec} s to ${endSec} s lasts no time, must end later`);
  const tiers = separate.map((tier) => {
    const items = tier.kind === 'interval' ? fillGaps(tier, startSec, endSec) : tier.items;
    return {
      ...tier,
      name: plainLabel(tier.name, losses),
      items: items.map((item) => ({ ...item, label: plainLabel(item.label, losses) })),
    };
  });
  return { startSec, endSec, tiers };
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const classOf = ({ kind }: AnnotationTier) => (kind === 'interval' ? 'IntervalTier' : 'TextTier');
const head = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n';

function longText({ startSec, endSec, tiers }: TextGridContent): string {
  const range = (indent: string, from: number, to: number) =>
    `${indent}xmin = ${plainNumber(from)} \n${indent}xmax = ${plainNumber(to)} \n`;
  const itemText = ({ startSec: from, endSec: to, label }: AnnotationItem, kind: AnnotationTier['kind'], i: number) => {
    const indent = ' '.repeat(12);
    if (kind === 'point')
      return `        points [${i}]:\n${indent}number = ${plainNumber(from)} \n${indent}mark = ${quoted(label)} \n`;
    return `        intervals [${i}]:\n${range(indent, from, to)}${indent}text = ${quoted(label)} \n`;
  };
  const parts = [`${head}${range('', startSec, endSec)}tiers? <exists> \nsize = ${tiers.length} \nitem []: \n`];
  tiers.forEach((tier, t) => {
    const indent = ' '.repeat(8);
    parts.push(`    item [${t + 1}]:\n${indent}class = "${classOf(tier)}" \n${indent}name = ${quoted(tier.name)} \n`);
    const list = tier.kind === 'interval' ? 'intervals' : 'points';
    parts.push(`${range(indent, startSec, endSec)}${indent}${list}: size = ${tier.items.length} \n`);
    tier.items.forEach((item, i) => parts.push(itemText(item, tier.kind, i + 1)));
  });
  return parts.join('');
}

function shortText({ startSec, endSec, tiers }: TextGridContent): string {
  const range = `${plainNumber(startSec)}\n${plainNumber(endSec)}\n`;
  const parts = [`${head}${range}<exists>\n${tiers.length}\n`];
  for (const tier of tiers) {
    parts.push(`"${classOf(tier)}"\n${quoted(tier.name)}\n${range}${tier.items.length}\n`);
    for (const { startSec: from, endSec: to, label } of tier.items) {
      const times = tier.kind === 'point' ? plainNumber(from) : `${plainNumber(from)}\n${plainNumber(to)}`;
      parts.push(`${times}\n${quoted(label)}\n`);
    }
  }
  return parts.join('');
}

const longestText = 0x7fff; // an int16 says how long

function binaryTextGrid({ startSec, endSec, tiers }: TextGridContent, losses: Losses): Uint8Array {
  const out = new ByteBuilder();
  const className = (name: string) => {
    out.u8(name.length);
    out.ascii(name);
  };
  const text = (value: string) => {
    const characters = Array.from(value);
    if (characters.length > longestText) losses.add('label', `cut to ${longestText} characters`);
    const kept = characters.slice(0, longestText).join('');
    const isAscii = /^[\0-\x7f]*$/.test(kept);
    if (!isAscii) out.u16(0xffff);
    out.u16(Math.min(characters.length, longestText));
    if (isAscii) out.ascii(kept);
    else out.append(encodeText(kept, 'utf-16be'));
  };
  out.ascii(binaryMark);
  className('TextGrid');
  out.f64(startSec);
  out.f64(endSec);
  out.u8(1);
  out.u32(tiers.length);
  for (const tier of tiers) {
    className(classOf(tier));
    text(tier.name);
    out.f64(startSec);
    out.f64(endSec);
    out.u32(tier.items.length);
    for (const { startSec: from, endSec: to, label } of tier.items) {
      out.f64(from);
      if (tier.kind === 'interval') out.f64(to);
      text(label);
    }
  }
  return out.toBytes();
}
