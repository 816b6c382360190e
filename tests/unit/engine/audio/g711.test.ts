import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alawTable, encodeAlaw, encodeUlaw, ulawTable } from '../../../../main/engine/audio/g711.ts';

describe('G.711', () => {
  // Upper ends of the segments as listed in tables 1a and 2a of the recommendation, on the 16-bit scale.
  test('µ-law segment ends', () => {
    const values = [0x8f, 0x9f, 0xaf, 0xbf, 0xcf, 0xdf, 0xef].map((code) => ulawTable[code]);
    expect(values).toEqual([16_764, 8_316, 4_092, 1_980, 924, 396, 132]);
    expect(ulawTable[0xff]).toBe(0);
  });

  test('A-law segment ends', () => {
    const values = [0xaa, 0xba, 0x8a, 0x9a, 0xea, 0xfa, 0xca, 0xda].map((code) => alawTable[code]);
    expect(values).toEqual([32_256, 16_128, 8_064, 4_032, 2_016, 1_008, 504, 248]);
    expect(alawTable[0xd5]).toBe(8);
    expect(alawTable[0x55]).toBe(-8);
  });

  test('every code decodes and encodes to itself; µ-law negative zero to zero', () => {
    for (let code = 0; code < 256; code++) {
      expect(encodeAlaw(alawTable[code]!)).toBe(code);
      expect(encodeUlaw(ulawTable[code]!)).toBe(code === 0x7f ? 0xff : code);
    }
  });

  test('a value lies within half a step of the level that codes it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -32_635, max: 32_635 }), (value) => {
        const alaw = encodeAlaw(value);
        const alawHalfStep = 8 * 2 ** Math.max(0, (((alaw ^ 0x55) >> 4) & 7) - 1);
        expect(Math.abs(alawTable[alaw]! - value)).toBeLessThanOrEqual(alawHalfStep);
        const ulaw = encodeUlaw(value);
        const ulawHalfStep = 4 * 2 ** ((~ulaw >> 4) & 7);
        expect(Math.abs(ulawTable[ulaw]! - value)).toBeLessThanOrEqual(ulawHalfStep);
      }),
      { numRuns: 2000 },
    );
  });

  test('full scale codes as the loudest level', () => {
    expect([encodeUlaw(32_767), encodeUlaw(-32_768)].map((code) => ulawTable[code])).toEqual([32_124, -32_124]);
    expect([encodeAlaw(32_767), encodeAlaw(-32_768)].map((code) => alawTable[code])).toEqual([32_256, -32_256]);
  });
});
