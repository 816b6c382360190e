import type { MeasureColumn } from '../../../preload/contract/measures.ts';
import { inWords } from '../../shared/format/parameters.ts';
import { voiceGroups } from './voiceRows.ts';

const praatNames = new Map(
  voiceGroups.flatMap(({ rows }) => rows.map(({ column, praatName }) => [column, praatName] as const)),
);
const spokenFor: Readonly<Record<string, string>> = {
  startSec: 'Start',
  endSec: 'End',
  durationSec: 'Duration',
  pitchSdHz: 'Pitch SD',
  pitchSdSemitones: 'Pitch SD',
  voicedFraction: 'Voiced fraction',
  centreOfGravityHz: 'Centre of gravity',
};
const unitTexts: Readonly<Record<string, string>> = { Sec: 's', Db: 'dB' };
const suffixes = ['Semitones', 'Sec', 'Hz', 'Db', 'Ms'];

/** "Pitch mean (Hz)" for pitchMeanHz: tables and CSV keep the name itself, which says the unit too. */
export function columnTitle({ name, unit }: MeasureColumn): string {
  const suffix = suffixes.find((end) => name.endsWith(end) && name.length > end.length) ?? '';
  const words = inWords(name.slice(0, name.length - suffix.length));
  const title = spokenFor[name] ?? praatNames.get(name) ?? words.charAt(0).toUpperCase() + words.slice(1);
  const shownUnit = unitTexts[unit] ?? unit;
  return shownUnit === '' || title.includes(`, ${shownUnit})`) ? title : `${title} (${shownUnit})`;
}
