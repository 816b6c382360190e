/** Parsers of option values: what is not a number of the right kind is wrong usage. */
import { InvalidArgumentError } from 'commander';

export function integer(min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max) return value;
    const upTo = max === Number.MAX_SAFE_INTEGER ? `≥ ${min}` : `from ${min} to ${max}`;
    throw new InvalidArgumentError(`It must be an integer ${upTo}.`);
  };
}

export function number(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number.');
}

export function numberAtLeast(min: number): (text: string) => number {
  return (text) => {
    const value = number(text);
    if (value >= min) return value;
    throw new InvalidArgumentError(`It must be ≥ ${min}.`);
  };
}

export function numberWithin(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = number(text);
    if (value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be from ${min} to ${max}.`);
  };
}

export function numberAbove(bound: number): (text: string) => number {
  return (text) => {
    const value = number(text);
    if (value > bound) return value;
    throw new InvalidArgumentError(`It must be > ${bound}.`);
  };
}

/** Seconds, or minutes and hours before colons: 90, 1:30, 0:01:30.5. */
export function seconds(text: string): number {
  const parts = text.split(':').map((part) => (/^\d+(\.\d+)?$/.test(part) ? Number(part) : Number.NaN));
  const value = parts.reduce((total, part) => 60 * total + part, 0);
  if (parts.length <= 3 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be seconds ≥ 0, or h:mm:ss.');
}
