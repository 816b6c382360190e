/**
 * Members of a value that came from outside, read one by one and checked. What breaks a rule is refused with its place,
 * the value and the rule: `mask.region.hz[2]=null must be a finite number ≥ 0`.
 */
import { EngineError } from './errors.ts';

/** How many array elements may still be read: a hostile file must not make us build what it likes. */
export interface JsonBudget {
  left: number;
}

export interface NumberRule {
  readonly min?: number | undefined;
  readonly above?: number | undefined; // exclusive
  readonly max?: number | undefined;
}

export class JsonMembers {
  readonly #path: string;
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #budget: JsonBudget;

  /** @throws EngineError E_PARAM: not an object */
  constructor(path: string, value: unknown, budget: JsonBudget) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw brokenRule(path, value, 'an object');
    this.#path = path;
    this.#value = value as Readonly<Record<string, unknown>>;
    this.#budget = budget;
  }

  get path(): string {
    return this.#path;
  }

  get(name: string): unknown {
    return Object.hasOwn(this.#value, name) ? this.#value[name] : undefined;
  }

  /** Is there such a member, and not null? */
  has(name: string): boolean {
    return this.get(name) !== undefined && this.get(name) !== null;
  }

  members(name: string): JsonMembers {
    return new JsonMembers(`${this.#path}.${name}`, this.get(name), this.#budget);
  }

  integer(name: string, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): number {
    const value = this.get(name);
    if (Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max) return value as number;
    const atLeast = min === Number.MIN_SAFE_INTEGER ? '' : ` ≥ ${min}`;
    const atMost = max === Number.MAX_SAFE_INTEGER ? '' : ` and ≤ ${max}`;
    throw brokenRule(`${this.#path}.${name}`, value, `an integer${atLeast}${atMost}`);
  }

  number(name: string, rule: NumberRule): number {
    return checkedNumber(`${this.#path}.${name}`, this.get(name), rule);
  }

  /** One of the names. */
  oneOf<Name extends string>(name: string, names: readonly Name[]): Name {
    const value = this.get(name);
    const found = names.find((candidate) => candidate === value);
    if (found === undefined) throw brokenRule(`${this.#path}.${name}`, value, `one of ${names.join(', ')}`);
    return found;
  }

  text(name: string, maxLength: number): string {
    const value = this.get(name);
    if (typeof value === 'string' && value.length <= maxLength) return value;
    throw brokenRule(`${this.#path}.${name}`, value, `a text of at most ${maxLength} characters`);
  }

  flag(name: string): boolean {
    const value = this.get(name);
    if (typeof value === 'boolean') return value;
    throw brokenRule(`${this.#path}.${name}`, value, 'true or false');
  }

  list(name: string, atLeast = 0): readonly unknown[] {
    const path = `${this.#path}.${name}`;
    const list = checkedList(path, this.get(name), this.#budget);
    if (list.length < atLeast) throw brokenRule(path, `${list.length} long`, `at least ${atLeast}`);
    return list;
  }

  numbers(name: string, rule: NumberRule, atLeast = 0): number[] {
    return this.list(name, atLeast).map((value, i) => checkedNumber(`${this.#path}.${name}[${i}]`, value, rule));
  }
}

export function checkedList(path: string, value: unknown, budget: JsonBudget): readonly unknown[] {
  if (!Array.isArray(value)) throw brokenRule(path, value, 'an array');
  budget.left -= value.length;
  if (budget.left < 0) throw brokenRule(path, `${value.length} long`, 'shorter: all in all it is too much');
  return value as readonly unknown[];
}

export function checkedNumber(path: string, value: unknown, { min, above, max }: NumberRule): number {
  const isInside =
    typeof value === 'number' &&
    Number.isFinite(value) &&
    value >= (min ?? -Infinity) &&
    value > (above ?? -Infinity) &&
    value <= (max ?? Infinity);
  if (isInside) return value;
  const bounds = [
    ...(min === undefined ? [] : [`≥ ${min}`]),
    ...(above === undefined ? [] : [`> ${above}`]),
    ...(max === undefined ? [] : [`≤ ${max}`]),
  ];
  throw brokenRule(path, value, ['a finite number', bounds.join(' and ')].join(' ').trim());
}

export function brokenRule(path: string, value: unknown, rule: string): EngineError {
  const shown = typeof value === 'object' && value !== null ? (Array.isArray(value) ? 'an array' : 'an object') : value;
  return new EngineError('E_PARAM', `${path}=${String(shown)} must be ${rule}`);
}
