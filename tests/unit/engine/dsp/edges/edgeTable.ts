/**
 * How the tables of this folder say what a function does with what nobody means to give it: the signals and numbers of
 * the edge, and the rule for each. `edges.test.ts` runs every row and finds the functions that have none.
 */
import { expect } from 'vitest';
import { EngineError, type EngineErrorCode } from '../../../../../main/engine/core/errors.ts';

export type Exported = ((...args: never[]) => unknown) | (abstract new (...args: never[]) => unknown);

export interface Edge {
  readonly of: Exported;
  readonly title: string;
  readonly run: () => unknown;
  readonly rule: Rule;
}

/** What must come of it. */
export interface Rule {
  readonly text: string;
  check(run: () => unknown): void;
}

export function refused(code: EngineErrorCode, message: RegExp): Rule {
  return {
    text: `refused: ${code} ${message.source}`,
    check(run) {
      let result: unknown;
      try {
        result = drained(run());
      } catch (error) {
        expect(error).toBeInstanceOf(EngineError);
        expect((error as EngineError).code).toBe(code);
        expect((error as EngineError).message).toMatch(message);
        return;
      }
      expect.fail(`was not refused, but gave ${describeValue(result)}`);
    },
  };
}

/** The result satisfies `check`. */
export function gives(text: string, check: (result: unknown) => void): Rule {
  return {
    text,
    check(run) {
      check(drained(run()));
    },
  };
}

/** Every number of the result, however deep, is finite. */
export const finite = gives('finite', (result) => {
  expect(worstNumber(result)).toBe('finite');
});

/** NaN says "there is none"; nothing is infinite. */
export const finiteOrAbsent = gives('finite, or NaN where there is none', (result) => {
  expect(worstNumber(result)).not.toBe('infinite');
});

export function equal(expected: unknown): Rule {
  return gives(`gives ${describeValue(expected)}`, (result) => {
    expect(result).toEqual(expected);
  });
}

/** An array, or an object's first array, of this length; all of it finite. */
export function holds(length: number): Rule {
  return gives(`${length} finite values`, (result) => {
    expect(lengthOf(result)).toBe(length);
    expect(worstNumber(result)).toBe('finite');
  });
}

/** Nothing but zeros, and not nothing. */
export const zeros = gives('zeros', (result) => {
  const values = numbersOf(result);
  expect(values.length).toBeGreaterThan(0);
  expect(values.every((value) => value === 0)).toBe(true);
});

export const sampleRateHz = 16_000;
const nSamples = 8000;
export const badSample = 5432;

function filled(value: (n: number) => number, length = nSamples): Float32Array {
  return Float32Array.from({ length }, (_, n) => value(n));
}

function spoiled(value: number): Float32Array {
  const x = filled((n) => 0.1 * Math.sin(n / 9));
  x[badSample] = value;
  return x;
}

export const signals = {
  empty: () => new Float32Array(0),
  'one sample': () => filled(() => 0.5, 1),
  'shorter than a window': () => filled((n) => 0.5 * Math.sin(n / 5), 40),
  silence: () => new Float32Array(nSamples),
  DC: () => filled(() => 0.25),
  'full scale': () => filled((n) => (Math.floor(n / 64) % 2 === 0 ? 1 : -1)),
  NaN: () => spoiled(Number.NaN),
  '+Infinity': () => spoiled(Infinity),
  '-Infinity': () => spoiled(-Infinity),
} as const;

export type SignalName = keyof typeof signals;

/** The message says which sample it was. */
export const refusedByIndex = refused('E_PARAM', new RegExp(`\\b${badSample}\\b`));

type SignalRules = Readonly<Partial<Record<SignalName, Rule>>> & { readonly empty: Rule; readonly notFinite?: Rule };

/** A row a signal; without a rule of its own: finite numbers, and samples that are not finite refused by their index. */
export function signalEdges(of: Exported, run: (x: Float32Array) => unknown, rules: SignalRules): Edge[] {
  const names = Object.keys(signals) as SignalName[];
  return names.map((name) => {
    const isNotFinite = name === 'NaN' || name.endsWith('Infinity');
    const usual = isNotFinite ? (rules.notFinite ?? refusedByIndex) : finite;
    return { of, title: name, run: () => run(signals[name]()), rule: rules[name] ?? usual };
  });
}

const numbers = {
  ...{ zero: 0, negative: -1, tiny: 1e-300, fraction: 0.3 },
  ...{ NaN: Number.NaN, infinite: Infinity, huge: 1e15 },
} as const;

type NumberName = keyof typeof numbers;

interface ParameterRules {
  readonly run: (value: number) => unknown;
  /** Which are refused with the name and the value in the message; the others give finite numbers. */
  readonly refuses: readonly NumberName[];
  /** Of the others. */
  readonly gives?: Rule;
  /** As the message calls it, if not by its name. */
  readonly named?: RegExp;
  readonly but?: Readonly<Partial<Record<NumberName, Rule>>>;
}

/** A row for 0, negative, tiny, fraction, NaN, infinite and huge of each parameter. */
export function parameterEdges(of: Exported, parameters: Readonly<Record<string, ParameterRules>>): Edge[] {
  return Object.entries(parameters).flatMap(([name, { run, refuses, gives: usual = finite, named, but = {} }]) => {
    const refusal = refused('E_PARAM', named ?? new RegExp(`\\b${name}=`));
    return (Object.keys(numbers) as NumberName[]).map((which) => ({
      of,
      title: `${name}=${numbers[which]}`,
      run: () => run(numbers[which]),
      rule: but[which] ?? (refuses.includes(which) ? refusal : usual),
    }));
  });
}

export const notAbove0: readonly NumberName[] = ['zero', 'negative', 'NaN', 'infinite'];
export const notAbove0OrHuge: readonly NumberName[] = [...notAbove0, 'huge'];
export const notFrom0: readonly NumberName[] = ['negative', 'NaN', 'infinite'];
export const notCount: readonly NumberName[] = ['zero', 'negative', 'tiny', 'fraction', 'NaN', 'infinite'];
/** An integer from 0 on. */
export const notIndex: readonly NumberName[] = ['negative', 'tiny', 'fraction', 'NaN', 'infinite'];
export const notSize: readonly NumberName[] = [...notCount, 'huge'];

/** A row a case. */
export function valueEdges(of: Exported, cases: Readonly<Record<string, readonly [() => unknown, Rule]>>): Edge[] {
  return Object.entries(cases).map(([title, [run, rule]]) => ({ of, title, run, rule }));
}

/** Generators run to their end: what they give, copied, because they may use their arrays again. */
function drained(result: unknown): unknown {
  if (!isGenerator(result)) return result;
  return Array.from(result, (item) => structuredClone(item));
}

function isGenerator(value: unknown): value is Generator {
  return typeof value === 'object' && value !== null && 'next' in value && Symbol.iterator in value;
}

function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  if (Array.isArray(value)) return value.flatMap(numbersOf);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(numbersOf);
  return [];
}

function worstNumber(value: unknown): 'finite' | 'NaN' | 'infinite' {
  const values = numbersOf(value);
  if (values.some((one) => Math.abs(one) === Infinity)) return 'infinite';
  return values.some(Number.isNaN) ? 'NaN' : 'finite';
}

function lengthOf(value: unknown): number {
  if (ArrayBuffer.isView(value) || Array.isArray(value)) return (value as unknown as ArrayLike<unknown>).length;
  const arrays = Object.values(value ?? {}).filter((one) => ArrayBuffer.isView(one) || Array.isArray(one));
  return (arrays[0] as ArrayLike<unknown> | undefined)?.length ?? Number.NaN;
}

function describeValue(value: unknown): string {
  const text = ArrayBuffer.isView(value)
    ? `[${Array.from(value as Float64Array)
        .slice(0, 8)
        .join(', ')}]`
    : ((JSON.stringify(value) as string | undefined) ?? 'nothing');
  return text.length > 80 ? `${text.slice(0, 80)} …` : text;
}
