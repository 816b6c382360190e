import { expect, it } from 'vitest';
import { readLabelling } from '../../../../../renderer/app/viewState/readLabelling.ts';
import { defaultLabelling, formatLabels, readLabels } from '../../../../../renderer/state/labelling.ts';

it('is as it was stored', () => {
  const stored = {
    hasLabelKeys: true,
    labels: ['a', 'e i'],
    isAcrossTiers: true,
    alphabets: { t1: { kind: 'labels', text: 'a e' } },
  };
  expect(readLabelling(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
});

it.each([null, 7, [], { labels: 'a', alphabets: [], hasLabelKeys: 1 }, { labels: [1, null], alphabets: { a: {} } }])(
  'is the default where anything else is stored: %j',
  (stored) => {
    expect(readLabelling(stored)).toEqual(defaultLabelling);
  },
);

it.each([
  ['a e i', ['a', 'e', 'i']],
  ['noun phrase, verb', ['noun phrase', 'verb']],
  ['noun phrase,', ['noun phrase']],
  ['1 2 3 4 5 6 7 8 9 10', ['1', '2', '3', '4', '5', '6', '7', '8', '9']],
  [' ', []],
])('a list %j is %j, and is written so that it is read the same', (text, labels) => {
  expect(readLabels(text)).toEqual(labels);
  expect(readLabels(formatLabels(labels))).toEqual(labels);
});
