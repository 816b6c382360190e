import { parseQuantity } from './parseQuantity.ts';
import type { Dimension } from './units.ts';

/** What a field takes. */
export interface NumberRules {
  readonly dimension: Dimension;
  readonly format: (value: number) => string;
  /** What a bare number means; the base unit of the dimension when left out. */
  readonly bare?: (value: number) => number;
  readonly sampleRateHz?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly isEmptyAllowed?: boolean;
}

const same = (value: number): number => value;

/** @returns the value (null: none), or why what was typed cannot be taken */
export function readNumber(text: string, rules: NumberRules): { readonly value: number | null } | string {
  const { dimension, minValue = -Infinity, maxValue = Infinity, format } = rules;
  if (text.trim() === '' && rules.isEmptyAllowed === true) return { value: null };
  const parsed = parseQuantity(text, dimension, { sampleRateHz: rules.sampleRateHz ?? 1, bare: rules.bare ?? same });
  if (!parsed.ok) return parsed.message;
  const value = dimension === 'samples' ? Math.round(parsed.value) : parsed.value;
  const limit = Math.min(Math.max(value, minValue), maxValue);
  // A limit typed as it is shown is the limit, though what is shown is rounded.
  if (limit === value || format(limit) === format(value)) return { value: limit };
  return `${format(value)} must be at ${value < limit ? 'least' : 'most'} ${format(limit)}`;
}
