/** TextGrids in text: long, short and chronological. Errors carry the line. */
import { EngineError } from '../core/errors.ts';
import { checkIntervals, checkPoints } from './checkTier.ts';
import type { AnnotationTier, LabelledInterval, LabelledPoint, TextGrid } from './textGrid.ts';
import { TokenReader } from './textGridTokens.ts';

/** @throws EngineError E_FORMAT: it is no TextGrid, ends early, or holds something where it must not */
export function parseTextGrid(text: string): TextGrid {
  const reader = new TokenReader(text);
  const type = reader.peek();
  if (type?.kind === 'text' && type.value === 'Praat chronological TextGrid text file')
    return parseChronological(reader);
  if (type?.kind !== 'text' || !type.value.startsWith('ooTextFile'))
    throw new EngineError('E_FORMAT', 'line 1: a text file of Praat must begin with File type = "ooTextFile"');
  reader.text('the file type');
  const line = reader.line;
  const name = reader.text('the object class');
  if (!/^TextGrid( \d+)?$/.test(name))
    throw new EngineError('E_FORMAT', `line ${line}: the object class is "${name.slice(0, 40)}", must be "TextGrid"`);
  const { startSec, endSec } = timeRange(reader, 'the TextGrid');
  if (reader.flag('"tiers? <exists>"') !== '<exists>') return { startSec, endSec, tiers: [] };
  const nTiers = reader.count('the number of tiers');
  const tiers: AnnotationTier[] = [];
  for (let t = 0; t < nTiers; t++) tiers.push(parseTier(reader, t + 1));
  return { startSec, endSec, tiers };
}

function timeRange(reader: TokenReader, what: string): { startSec: number; endSec: number } {
  const line = reader.line;
  const startSec = reader.number(`the start of ${what}`);
  const endSec = reader.number(`the end of ${what}`);
  if (endSec < startSec)
    throw new EngineError('E_FORMAT', `line ${line}: ${what} ends at ${endSec} s, before its start at ${startSec} s`);
  return { startSec, endSec };
}

function parseTier(reader: TokenReader, number: number): AnnotationTier {
  const line = reader.line;
  const kind = reader.text(`the class of tier ${number}`);
  const name = reader.text(`the name of tier ${number}`);
  timeRange(reader, `tier ${number}`);
  const count = reader.count(`the size of tier ${number}`);
  if (kind === 'IntervalTier') {
    const intervals: LabelledInterval[] = [];
    for (let i = 1; i <= count; i++) {
      const itemLine = reader.line;
      const { startSec, endSec } = timeRange(reader, `interval ${i} of tier ${number}`);
      intervals.push({ startSec, endSec, text: reader.text(`the text of interval ${i} of tier ${number}`) });
      checkIntervals(intervals, `line ${itemLine}`);
    }
    return { kind: 'intervals', name, intervals };
  }
  if (kind === 'TextTier') {
    const points: LabelledPoint[] = [];
    for (let i = 1; i <= count; i++) {
      const itemLine = reader.line;
      const timeSec = reader.number(`the time of point ${i} of tier ${number}`);
      points.push({ timeSec, text: reader.text(`the text of point ${i} of tier ${number}`) });
      checkPoints(points, `line ${itemLine}`);
    }
    return { kind: 'points', name, points };
  }
  const found = `the class of tier ${number} is "${kind.slice(0, 40)}"`;
  throw new EngineError('E_FORMAT', `line ${line}: ${found}, must be "IntervalTier" or "TextTier"`);
}

/** Tiers first, then the items of all tiers in the order of time, each with the number of its tier. */
function parseChronological(reader: TokenReader): TextGrid {
  reader.text('the file type');
  const { startSec, endSec } = timeRange(reader, 'the TextGrid');
  const nTiers = reader.count('the number of tiers');
  const tiers: { kind: string; name: string; intervals: LabelledInterval[]; points: LabelledPoint[] }[] = [];
  for (let t = 1; t <= nTiers; t++) {
    const line = reader.line;
    const kind = reader.text(`the class of tier ${t}`);
    if (kind !== 'IntervalTier' && kind !== 'TextTier')
      throw new EngineError('E_FORMAT', `line ${line}: tier ${t} must be an "IntervalTier" or a "TextTier"`);
    tiers.push({ kind, name: reader.text(`the name of tier ${t}`), intervals: [], points: [] });
    timeRange(reader, `tier ${t}`);
  }
  while (reader.peek() !== null) {
    const line = reader.line;
    const number = reader.count('the number of a tier');
    const tier = tiers[number - 1];
    if (tier === undefined)
      throw new EngineError('E_FORMAT', `line ${line}: there is no tier ${number}, there are ${nTiers}`);
    if (tier.kind === 'IntervalTier') {
      const range = timeRange(reader, `an interval of tier ${number}`);
      tier.intervals.push({ ...range, text: reader.text(`the text of an interval of tier ${number}`) });
      checkIntervals(tier.intervals, `line ${line}`);
    } else {
      const timeSec = reader.number(`the time of a point of tier ${number}`);
      tier.points.push({ timeSec, text: reader.text(`the text of a point of tier ${number}`) });
      checkPoints(tier.points, `line ${line}`);
    }
  }
  return {
    startSec,
    endSec,
    tiers: tiers.map(({ kind, name, intervals, points }) =>
      kind === 'IntervalTier' ? { kind: 'intervals', name, intervals } : { kind: 'points', name, points },
    ),
  };
}
