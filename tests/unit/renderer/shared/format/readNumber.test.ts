import { expect, it } from 'vitest';
import { readNumber } from '../../../../../renderer/shared/format/readNumber.ts';
import { formatHms } from '../../../../../renderer/shared/format/time.ts';

const time = { dimension: 'time', format: formatHms, minValue: 0, maxValue: 1.23456, sampleRateHz: 8000 } as const;

it('takes the end of a recording as the field shows it, rounded up', () => {
  expect(readNumber('0:01.235', time)).toEqual({ value: 1.23456 });
});

it('says what is beyond the limits', () => {
  expect(readNumber('1.25 s', time)).toBe('0:01.250 must be at most 0:01.235');
  expect(readNumber('-1 ms', time)).toBe('−0:00.001 must be at least 0:00.000');
});

it('counts samples in whole numbers, and takes nothing where that is allowed', () => {
  expect(readNumber('7.6', { dimension: 'samples', format: String })).toEqual({ value: 8 });
  expect(readNumber(' ', { ...time, isEmptyAllowed: true })).toEqual({ value: null });
  expect(readNumber(' ', time)).toBe('the field is empty');
});
