import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes } from '../../../../../renderer/shared/format/bytes.ts';
import { bareTimeOf } from '../../../../../renderer/shared/format/bareTime.ts';
import { formatHz, formatHzPlain, formatNote, formatRate } from '../../../../../renderer/shared/format/frequency.ts';
import { formatKey } from '../../../../../renderer/shared/format/keys.ts';
import { formatDb, formatDbfs } from '../../../../../renderer/shared/format/level.ts';
import { parseQuantity } from '../../../../../renderer/shared/format/parseQuantity.ts';
import { formatDuration, formatHms, formatTime, type TimeFormat } from '../../../../../renderer/shared/format/time.ts';

describe('times', () => {
  it.each([
    [0, '0:00.000'],
    [3.2124, '0:03.212'],
    [59.9996, '1:00.000'],
    [3599.9999, '1:00:00.000'],
    [3723.4, '1:02:03.400'],
    [-0.5, '−0:00.500'],
    [-0.0001, '0:00.000'],
  ])('%d s', (sec, text) => {
    expect(formatHms(sec)).toBe(text);
  });

  it.each([
    [0, '0 ms'],
    [0.0232, '23.2 ms'],
    [0.00045, '450 µs'],
    [1.25, '1.250 s'],
    [125, '2:05.000'],
  ])('a span of %d s', (sec, text) => {
    expect(formatDuration(sec)).toBe(text);
  });

  it('a shown time typed back is the same time to the precision shown', () => {
    const clock = { sampleRateHz: 44_100, hopLength: 256 };
    const precisionSec: Record<TimeFormat, number> = {
      hms: 6e-4,
      seconds: 6e-4,
      samples: 1 / 44_100,
      frames: 0.01 * (256 / 44_100),
    };
    const formats = fc.constantFrom<TimeFormat>('hms', 'seconds', 'samples', 'frames');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 44_100 * 7200 }), formats, (sample, format) => {
        const context = { sampleRateHz: clock.sampleRateHz, bare: bareTimeOf(format, clock) };
        const parsed = parseQuantity(formatTime(sample, format, clock), 'time', context);
        expect(parsed.ok && Math.abs(parsed.value - sample / 44_100)).toBeLessThanOrEqual(precisionSec[format]);
      }),
    );
  });
});

it('a shown frequency typed back is the same frequency', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 192_000, noNaN: true }), (hz) => {
      const parsed = parseQuantity(formatHzPlain(hz), 'frequency', { sampleRateHz: 1, bare: (v) => v });
      expect(parsed.ok && Math.abs(parsed.value - hz)).toBeLessThanOrEqual(0.0051);
    }),
  );
});

it.each([
  [440, 'A4 +0 ct'],
  [261.6256, 'C4 +0 ct'],
  [450, 'A4 +39 ct'],
  [430, 'A4 −40 ct'],
  [27.5, 'A0 +0 ct'],
])('%d Hz is %s', (hz, note) => {
  expect(formatNote(hz)).toBe(note);
});

it('has no note for 0 Hz', () => {
  expect(formatNote(0)).toBeNull();
});

it('keeps units, signs and sizes readable', () => {
  expect(formatHz(84.26)).toBe('84.3 Hz');
  expect(formatHz(1234.4)).toBe('1,234 Hz');
  expect(formatRate(22_050)).toBe('22.05 kHz');
  expect(formatRate(800)).toBe('800 Hz');
  expect(formatDb(-12.34)).toBe('−12.3 dB');
  expect(formatDb(-0.01)).toBe('0.0 dB');
  expect(formatDbfs(null)).toBe('−∞ dBFS');
  expect(formatBytes(635_000_000)).toBe('635 MB');
  expect(formatBytes(2_243_022)).toBe('2.2 MB');
  expect(formatBytes(999)).toBe('999 B');
  expect(formatBytes(999_600)).toBe('1.0 MB');
  expect(formatKey('$mod+Shift+s')).toBe('Ctrl+Shift+S');
  expect(formatKey('Shift++')).toBe('Shift++');
});
