/**
 * What people type into fields: numbers with units and arithmetic.
 *
 *   sum     = product (('+' | '−') product)*
 *   product = value (('*' | '/') value)*        a unit after a quotient of bare numbers is the quotient's: 1/40 s
 *   value   = '-'? (number unit? | clock | note | '(' sum ')' unit?)
 */
import { tokenise, type Token } from './quantityTokens.ts';
import { findUnit, type Dimension, type UnitContext } from './units.ts';

export type Parsed = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly message: string };

/** A number on its way: `isBare` while it has no unit yet. */
interface Term {
  readonly value: number;
  readonly isBare: boolean;
  /** Present when it is one number with one unit, as in the divisor of 1/40 s. */
  readonly direct?: { readonly number: number; readonly unit: (value: number) => number };
}

class ParseFailure extends Error {}

class QuantityParser {
  private at = 0;
  private readonly tokens: readonly Token[];
  private readonly dimension: Dimension;
  private readonly context: UnitContext;

  constructor(tokens: readonly Token[], dimension: Dimension, context: UnitContext) {
    this.tokens = tokens;
    this.dimension = dimension;
    this.context = context;
  }

  parse(): Term {
    const result = this.sum();
    const rest = this.tokens[this.at];
    if (rest !== undefined) throw new ParseFailure(`“${rest.text}” is not expected there`);
    return result;
  }

  private sum(): Term {
    let left = this.product();
    for (;;) {
      const operator = this.take('+', '-');
      if (operator === null) return left;
      const right = this.product();
      const a = this.inBaseUnit(left, right);
      const b = this.inBaseUnit(right, left);
      left = { value: operator === '+' ? a + b : a - b, isBare: left.isBare && right.isBare };
    }
  }

  /** In "25 ms + 5" the 5 has the field's own unit, like every bare number that is not a factor. */
  private inBaseUnit(term: Term, other: Term): number {
    return term.isBare && !other.isBare ? this.context.bare(term.value) : term.value;
  }

  private product(): Term {
    let left = this.value();
    for (;;) {
      const operator = this.take('*', '/');
      if (operator === null) return left;
      const right = this.value();
      if (operator === '*') {
        if (!left.isBare && !right.isBare) throw new ParseFailure('two quantities with units cannot be multiplied');
        left = { value: left.value * right.value, isBare: left.isBare && right.isBare };
      } else left = this.quotient(left, right);
    }
  }

  private quotient(a: Term, b: Term): Term {
    if (b.value === 0) throw new ParseFailure('division by 0');
    if (b.isBare) return { value: a.value / b.value, isBare: a.isBare };
    if (!a.isBare) return { value: a.value / b.value, isBare: true };
    if (b.direct === undefined) throw new ParseFailure('a number cannot be divided by a quantity with a unit');
    return { value: b.direct.unit(a.value / b.direct.number), isBare: false }; // 1/40 s is (1/40) s
  }

  private value(): Term {
    if (this.take('-') !== null) {
      const { value, isBare } = this.value();
      return { value: -value, isBare };
    }
    this.take('+');
    const token = this.tokens[this.at++];
    if (token === undefined) throw new ParseFailure('a number is missing at the end');
    if (token.kind === 'number') return this.withUnit(token.value);
    if (token.kind === 'clock') return this.literal(token, 'time');
    if (token.kind === 'note') return this.literal(token, 'frequency');
    if (token.text === '(') return this.group();
    throw new ParseFailure(`“${token.text}” is not a number`);
  }

  private group(): Term {
    const inner = this.sum();
    if (this.take(')') === null) throw new ParseFailure('a closing parenthesis is missing');
    return inner.isBare ? this.withUnit(inner.value) : inner;
  }

  private literal(token: Token, dimension: Dimension): Term {
    if (this.dimension !== dimension) throw new ParseFailure(`“${token.text}” is not ${nounOf(this.dimension)}`);
    return { value: token.value, isBare: false };
  }

  private withUnit(value: number): Term {
    const token = this.tokens[this.at];
    if (token?.kind !== 'unit') return { value, isBare: true };
    const unit = findUnit(token.text, this.dimension, this.context);
    if (unit === null) throw new ParseFailure(`“${token.text}” is not a unit of ${nounOf(this.dimension)}`);
    this.at++;
    return { value: unit(value), isBare: false, direct: { number: value, unit } };
  }

  private take(...texts: string[]): string | null {
    const token = this.tokens[this.at];
    if (token?.kind !== 'operator' || !texts.includes(token.text)) return null;
    this.at++;
    return token.text;
  }
}

function nounOf(dimension: Dimension): string {
  return {
    time: 'a time',
    frequency: 'a frequency',
    level: 'a level',
    plain: 'a number',
    samples: 'a length',
    length: 'a length',
  }[dimension];
}

/** @returns the value in the field's base unit: seconds, Hz, dB, samples, mm or a plain number */
export function parseQuantity(text: string, dimension: Dimension, context: UnitContext): Parsed {
  const tokens = tokenise(text);
  if (typeof tokens === 'string') return { ok: false, message: tokens };
  if (tokens.length === 0) return { ok: false, message: 'the field is empty' };
  try {
    const { value, isBare } = new QuantityParser(tokens, dimension, context).parse();
    const result = isBare ? context.bare(value) : value;
    return Number.isFinite(result) ? { ok: true, value: result } : { ok: false, message: `“${text}” is not finite` };
  } catch (error) {
    if (error instanceof ParseFailure) return { ok: false, message: error.message };
    throw error;
  }
}
