import { describe, expect, it } from 'vitest';
import { applyTimestampRules } from '../../../../../main/engine/asr/whisper/decoding/timestampRules.ts';

// A vocabulary of ten: text 0–3, <|endoftext|> 4, <|notimestamps|> 5, timestamps 6–9.
const special = { endOfText: 4, noTimestamps: 5, timestampBegin: 6 };
const text = [0, 1, 2, 3];
const end = [4];
const times = [6, 7, 8, 9];

/** The tokens that may follow; text is likelier than all timestamps together unless `logits` says otherwise. */
function allowed(
  sampled: number[],
  maxInitialTimestamp: number | null = null,
  logits = [5, 5, 5, 5, 5, 9, 0, 0, 0, 0],
): number[] {
  const row = Float32Array.from(logits);
  applyTimestampRules(row, sampled, { special, maxInitialTimestamp });
  return [...row.keys()].filter((token) => row[token] !== -Infinity);
}

describe('what may follow in a transcript with timestamps', () => {
  it.each([
    ['first only timestamps', [], null, times],
    ['first at most the initial maximum', [], 1, [6, 7]],
    ['first a maximum of 0', [], 0, [6]],
    ['first a maximum past the last', [], 50, times],
    ['after the first timestamp text or the end', [6], null, [...text, ...end]],
    ['after a first timestamp the maximum no longer counts', [6, 1], 0, [...text, ...end, 7, 8, 9]],
    ['after text a later timestamp than the last', [7, 1], null, [...text, ...end, 8, 9]],
    ['after text with the last timestamp in it no timestamp', [9, 1], null, [...text, ...end]],
    ['after a closing timestamp one that is not earlier, or the end', [6, 1, 8], null, [...end, 8, 9]],
    ['after a closing timestamp that is the last, the same again or the end', [6, 1, 9], null, [...end, 9]],
    ['after two timestamps text or the end', [6, 1, 7, 7], null, [...text, ...end]],
    ['after a second segment began, later timestamps than its start', [6, 1, 7, 8, 2], null, [...text, ...end, 9]],
    ['without timestamps so far all of them', [1, 2], null, [...text, ...end, ...times]],
    ['one text token alone', [3], null, [...text, ...end, ...times]],
    ['text after a prefix of text and a timestamp closes it', [1, 7], null, [...end, 7, 8, 9]],
  ] as const)('%s', (_, sampled, maxInitial, expected) => {
    expect(allowed([...sampled], maxInitial)).toEqual(expected);
  });

  it('forces a timestamp when timestamps together are likelier than any text', () => {
    // four of e⁴ each are e^5.39 together: more than e⁵
    expect(allowed([6, 1], null, [5, 5, 5, 5, 5, 9, 0, 5, 4, 4])).toEqual([7, 8, 9]);
    expect(allowed([6, 1], null, [5, 5, 5, 5, 5, 9, 0, 3.8, 3.8, 3.8])).toEqual([...text, ...end, 7, 8, 9]);
    expect(allowed([6, 1], null, [5, 5, 5, 5, 5, 9, 0, 4, 4, 4])).toEqual([7, 8, 9]);
  });

  it('counts the end as text there', () => {
    expect(allowed([6, 1], null, [0, 0, 0, 0, 6, 9, 0, 4, 4, 4])).toContain(4);
    expect(allowed([6, 1], null, [0, 0, 0, 0, 5, 9, 0, 4, 4, 4])).not.toContain(4);
  });

  it('counts only timestamps that may follow', () => {
    expect(allowed([8, 1], null, [5, 5, 5, 5, 5, 9, 20, 20, 20, 0])).toEqual([...text, ...end, 9]);
  });

  it('never allows <|notimestamps|>', () => {
    for (const sampled of [[], [6], [6, 1], [6, 1, 7], [6, 1, 7, 7]]) expect(allowed(sampled)).not.toContain(5);
  });
});
