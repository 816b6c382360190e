import { alphabetKinds, defaultLabelling, mostLabelKeys, type Labelling } from '../../state/labelling.ts';
import { fieldsOf, flag, oneOf } from './fields.ts';

const longestLabel = 200;
const longestAlphabet = 10_000;
const mostTiers = 1000;

export function readLabelling(value: unknown): Labelling {
  const v = fieldsOf(value);
  const d = defaultLabelling;
  const labels = Array.isArray(v['labels']) ? (v['labels'] as unknown[]) : [];
  const alphabets = Object.entries(fieldsOf(v['alphabets'])).flatMap(([tierId, stored]) => {
    const { kind, text } = fieldsOf(stored);
    if (typeof text !== 'string') return [];
    return [
      [tierId, { kind: oneOf(kind, alphabetKinds, 'characters'), text: text.slice(0, longestAlphabet) }] as const,
    ];
  });
  return {
    hasLabelKeys: flag(v['hasLabelKeys'], d.hasLabelKeys),
    labels: labels
      .filter((label) => typeof label === 'string')
      .map((label) => label.slice(0, longestLabel))
      .slice(0, mostLabelKeys),
    isAcrossTiers: flag(v['isAcrossTiers'], d.isAcrossTiers),
    alphabets: Object.fromEntries(alphabets.slice(0, mostTiers)),
  };
}
