import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SampleFormat } from '../../../../main/engine/audio/source.ts';
import { decodeSamples, encodeSamples } from '../../../../main/services/audio/blockEncoding.ts';

const roundTrip = (samples: Float32Array, format: SampleFormat) => {
  const encoded = encodeSamples(samples, format);
  return { encoding: encoded.encoding, decoded: decodeSamples(encoded, samples.length) };
};

describe('blockEncoding', () => {
  it.each([
    ['s16', 's16', 15],
    ['u8', 's16', 7],
    ['s8', 's16', 7],
    ['ulaw', 's16', 15],
    ['s24', 's24', 23],
  ] as const)('%s is stored as %s, exactly', (format, encoding, bits) => {
    const full = 2 ** bits;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -full, max: full - 1 }), { maxLength: 300 }), (values) => {
        const samples = Float32Array.from(values, (value) => value / full);
        expect(roundTrip(samples, format)).toEqual({ encoding, decoded: samples });
      }),
    );
    const extremes = Float32Array.of(-1, (full - 1) / full, 0);
    expect(roundTrip(extremes, format)).toEqual({ encoding, decoded: extremes });
  });

  it.each(['s32', 'f32', 'f64'] as const)('%s is stored as f32, bit for bit', (format) => {
    const samples = Float32Array.of(0.1, -3e-39, 1e38, NaN, -Infinity, -0);
    const { encoding, decoded } = roundTrip(samples, format);
    expect(encoding).toBe('f32');
    expect(new Uint32Array(decoded.buffer)).toEqual(new Uint32Array(samples.buffer));
  });

  it.each([0.1, 1, -1.5, NaN, Infinity, 2 ** 40])('falls back to f32 where %d does not lie on the grid', (value) => {
    const samples = Float32Array.of(0.5, value);
    for (const format of ['s16', 's24'] as const) {
      expect(roundTrip(samples, format)).toEqual({ encoding: 'f32', decoded: samples });
    }
  });

  it('reads bytes that do not start on a sample boundary', () => {
    const { encoding, bytes } = encodeSamples(Float32Array.of(0.25, -0.5), 's16');
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(decodeSamples({ encoding, bytes: shifted.subarray(1) }, 2)).toEqual(Float32Array.of(0.25, -0.5));
  });

  it.each(['s16', 's24', 'f32'] as const)(
    'decodes %s from the middle of a Buffer, as the store hands them out',
    (format) => {
      const { encoding, bytes } = encodeSamples(Float32Array.of(0.5, 0.25, -0.5), format);
      const width = bytes.length / 3;
      for (const lead of [0, 1, 4]) {
        const buffer = Buffer.concat([Buffer.alloc(lead), bytes]).subarray(lead);
        expect(decodeSamples({ encoding, bytes: buffer.subarray(width) }, 2)).toEqual(Float32Array.of(0.25, -0.5));
      }
    },
  );

  it('refuses bytes of the wrong length', () => {
    expect(() => decodeSamples({ encoding: 's16', bytes: new Uint8Array(3) }, 2)).toThrow(/3 bytes/);
  });
});
