/** TextGrids in text: long, short and chronological. Errors carry the line. */
import { EngineError } from '../core/errors.ts';
import {
  checkObjectClass,
  readItem,
  readTierHead,
  readTiers,
  readTimeRange,
  type TextGridContent,
} from './textGridBody.ts';
import { TokenReader } from './textGridTokens.ts';

/** @throws EngineError E_FORMAT: it is no TextGrid, ends early, or holds something where it must not */
export function parseTextGrid(text: string): TextGridContent {
  const reader = new TokenReader(text);
  const type = reader.peek();
  if (type?.kind === 'text' && type.value === 'Praat chronological TextGrid text file')
    return parseChronological(reader);
  if (type?.kind !== 'text' || !type.value.startsWith('ooTextFile'))
    throw new EngineError('E_FORMAT', 'line 1: a text file of Praat must begin with File type = "ooTextFile"');
  reader.text('the file type');
  checkObjectClass(reader);
  const range = readTimeRange(reader, 'the TextGrid');
  if (reader.flag('"tiers? <exists>"') !== '<exists>') return { ...range, tiers: [] };
  return { ...range, tiers: readTiers(reader) };
}

/** Tiers first, then the items of all tiers in the order of time, each with the number of its tier. */
function parseChronological(reader: TokenReader): TextGridContent {
  reader.text('the file type');
  const range = readTimeRange(reader, 'the TextGrid');
  const nTiers = reader.count('the number of tiers');
  const tiers = [];
  for (let t = 1; t <= nTiers; t++) tiers.push(readTierHead(reader, t));
  while (reader.peek() !== null) {
    const { place } = reader;
    const number = reader.count('the number of a tier');
    const tier = tiers[number - 1];
    if (tier === undefined)
      throw new EngineError('E_FORMAT', `${place}: there is no tier ${number}, there are ${nTiers}`);
    readItem(reader, tier, tier.items.length + 1, number);
  }
  return { ...range, tiers };
}
