/**
 * The values in a text file of Praat's. What counts are numbers and flags that stand free between spaces, and texts in
 * double quotes (a quote in them is doubled); everything else, "intervals [3]:" as much as "xmin =", is for people, and
 * from ! on the rest of a line is too. So the long and the short format are one.
 * Boersma & Weenink, Praat manual, "TextGrid file formats".
 */
import { EngineError } from '../core/errors.ts';
import type { TextGridInput } from './textGridBody.ts';

export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly line: number }
  | { readonly kind: 'text'; readonly value: string; readonly line: number }
  | { readonly kind: 'flag'; readonly value: string; readonly line: number };

const numberForm = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const kinds = { number: 'a number', text: 'a text in quotes', flag: '<exists>' };

export class TokenReader implements TextGridInput {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #ahead: Token | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** Of what is read next; the first line is 1. */
  get place(): string {
    return `line ${this.peek()?.line ?? this.#line}`;
  }

  /** @throws EngineError E_FORMAT, with the line: something else stands there, or nothing */
  number(what: string): number {
    const { place } = this;
    const value = this.#take('number', what).value as number;
    if (Number.isFinite(value)) return value;
    throw new EngineError('E_FORMAT', `${place}: ${what} is beyond the largest number, ${Number.MAX_VALUE}`);
  }

  text(what: string): string {
    return this.#take('text', what).value as string;
  }

  className(what: string): string {
    return this.text(what);
  }

  flag(what: string): string {
    return this.#take('flag', what).value as string;
  }

  /** An integer ≥ 0. */
  count(what: string): number {
    const { place } = this;
    const value = this.number(what);
    if (!Number.isInteger(value) || value < 0)
      throw new EngineError('E_FORMAT', `${place}: ${what} is ${value}, must be an integer ≥ 0`);
    return value;
  }

  peek(): Token | null {
    this.#ahead ??= this.#next();
    return this.#ahead;
  }

  #take(kind: Token['kind'], what: string): Token {
    const token = this.peek();
    if (token === null) throw new EngineError('E_FORMAT', `line ${this.#line}: the file ends before ${what}`);
    if (token.kind !== kind) {
      const found = token.kind === 'text' ? `"${token.value.slice(0, 40)}"` : String(token.value);
      throw new EngineError('E_FORMAT', `line ${token.line}: ${what} must be ${kinds[kind]}, there is ${found}`);
    }
    this.#ahead = null;
    return token;
  }

  #next(): Token | null {
    const text = this.#text;
    for (;;) {
      while (this.#at < text.length && text.charCodeAt(this.#at) <= 32) this.#step();
      if (this.#at >= text.length) return null;
      const first = text[this.#at]!;
      if (first === '!') {
        while (this.#at < text.length && !isLineEnd(text, this.#at)) this.#at++;
        continue;
      }
      if (first === '"') return this.#quoted();
      const start = this.#at;
      while (this.#at < text.length && text.charCodeAt(this.#at) > 32 && text[this.#at] !== '"') this.#at++;
      const word = text.slice(start, this.#at);
      if (numberForm.test(word)) return { kind: 'number', value: Number(word), line: this.#line };
      if (word.startsWith('<') && word.endsWith('>')) return { kind: 'flag', value: word, line: this.#line };
    }
  }

  #quoted(): Token {
    const line = this.#line;
    const parts: string[] = [];
    for (;;) {
      const start = ++this.#at;
      while (this.#at < this.#text.length && this.#text[this.#at] !== '"') this.#step();
      if (this.#at >= this.#text.length)
        throw new EngineError('E_FORMAT', `line ${line}: the text that begins there has no closing quote`);
      parts.push(this.#text.slice(start, this.#at));
      this.#at++;
      if (this.#text[this.#at] !== '"') return { kind: 'text', value: parts.join('"'), line };
    }
  }

  #step(): void {
    if (isLineEnd(this.#text, this.#at)) this.#line++;
    this.#at++;
  }
}

/** Of \n, \r and \r\n the last character. */
function isLineEnd(text: string, at: number): boolean {
  return text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n');
}
