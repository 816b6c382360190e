import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TierInfo } from '../../../../../preload/contract/project.ts';
import type { TierItem } from '../../../../../preload/contract/tiers.ts';
import { checkerOf } from '../../../../../renderer/features/tiersLane/search/checkAlphabet.ts';
import { findLabels, patternOf, type Search } from '../../../../../renderer/features/tiersLane/search/findLabels.ts';
import { foundOf, offendersIn } from '../../../../../renderer/features/tiersLane/search/searchResults.ts';

const plain: Search = { pattern: '', replacement: '', isRegExp: false, isCaseSensitive: true, isWhole: false };
const expression: Search = { ...plain, isRegExp: true };

const found = (search: Search, labels: readonly string[]) =>
  findLabels(labels, search).map(({ index }) => labels[index]);
const becomes = (search: Search, label: string) => findLabels([label], search)[0]?.becomes;

describe('finding', () => {
  it('takes text as it stands', () => {
    expect(found({ ...plain, pattern: 'a.' }, ['ab', 'a.', 'xa.y'])).toEqual(['a.', 'xa.y']);
    expect(found({ ...plain, pattern: 'A', isCaseSensitive: false }, ['ab', 'b'])).toEqual(['ab']);
    expect(found({ ...plain, pattern: 'a', isWhole: true }, ['ab', 'a'])).toEqual(['a']);
    const text = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(text, text, text, (before, pattern, after) => {
        expect(found({ ...plain, pattern }, [before + pattern + after])).toHaveLength(1);
      }),
    );
  });

  it('takes regular expressions, the whole label one alternative of them', () => {
    expect(found({ ...expression, pattern: '^a|b$' }, ['ax', 'xb', 'xax'])).toEqual(['ax', 'xb']);
    expect(found({ ...expression, pattern: 'a|b', isWhole: true }, ['ab', 'a', 'b'])).toEqual(['a', 'b']);
    expect(found({ ...expression, pattern: '^.$' }, ['ə', '𝒙', 'ab', ''])).toEqual(['ə', '𝒙']);
    expect(found({ ...expression, pattern: '^$' }, ['', 'a'])).toEqual(['']);
  });

  it('says why a pattern is none, also where the brackets of “whole” would make it one', () => {
    expect(patternOf(plain)).toBeNull();
    expect(patternOf({ ...expression, pattern: '(' })).toBe('Not a regular expression: unterminated group');
    expect(patternOf({ ...expression, pattern: 'a)(b', isWhole: true })).toMatch(/^Not a regular expression: /u);
  });
});

describe('replacing', () => {
  it('puts groups in for a regular expression, in every place', () => {
    expect(becomes({ ...expression, pattern: '(.)n', replacement: '<$1>' }, 'anon')).toBe('<a><o>');
  });

  it('puts text in as it is', () => {
    expect(becomes({ ...plain, pattern: 'a', replacement: '$&$1' }, 'ab')).toBe('$&$1b');
  });
});

describe('an alphabet', () => {
  it('of characters names each that is not allowed once; spaces are', () => {
    const check = checkerOf({ kind: 'characters', text: 'a e' });
    expect(check('a e')).toEqual([]);
    expect(check('abeb c')).toEqual(['b', 'c']);
    expect(check('')).toEqual([]);
  });

  it('does not mind how a character is composed', () => {
    expect(checkerOf({ kind: 'characters', text: 'e\u0301' })('\u00e9')).toEqual([]);
    expect(checkerOf({ kind: 'labels', text: '\u00e9' })('e\u0301')).toEqual([]);
    expect(checkerOf({ kind: 'characters', text: 't' })('t\u032a')).toEqual(['\u032a']);
  });

  it('of labels allows them whole, and none allows all', () => {
    const check = checkerOf({ kind: 'labels', text: 'a, noun phrase' });
    expect([check('noun phrase'), check('noun'), check('')]).toEqual([[], ['noun'], []]);
    expect(checkerOf({ kind: 'labels', text: ' ' })('x')).toEqual([]);
  });
});

it('lists by tier and time what was found and what it becomes', () => {
  const tier = (tierId: string): TierInfo => ({
    tierId,
    name: tierId,
    kind: 'interval',
    origin: 'user',
    parameters: null,
    nItems: 2,
  });
  const item = (itemId: string, label: string): TierItem => ({
    itemId,
    startSample: 0,
    endSample: 1,
    label,
    attributes: null,
  });
  const items = { t: [item('1', 'ab'), item('2', 'c')], u: [item('3', 'b')] };
  const tiers = [tier('t'), tier('u')];
  const matches = tiers.map(({ tierId }) =>
    findLabels(
      (tierId === 't' ? items.t : items.u).map(({ label }) => label),
      { ...expression, pattern: 'b', replacement: 'B' },
    ),
  );
  expect(foundOf(tiers, items, matches).map((each) => [each.tier.tierId, each.item.itemId, each.note])).toEqual([
    ['t', '1', 'aB'],
    ['u', '3', 'B'],
  ]);
  const wrong = offendersIn(tiers, items, { t: { kind: 'characters', text: 'ab' } });
  expect(wrong.map(({ item: { itemId }, note }) => [itemId, note])).toEqual([['2', 'c']]);
});
