import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockAssembler } from '../../../../main/services/audio/blockAssembler.ts';
import { blockSamples } from '../../../../main/store/projectStore.ts';

const ramp = (start: number, length: number, factor: number) =>
  Float32Array.from({ length }, (_, i) => (start + i) * factor);

describe('blockAssembler', () => {
  it('cuts blocks of any lengths into full ones and a rest, in order, without loss', () => {
    const lengths = fc.array(fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.constantFrom(65_535, 65_536, 131_073)), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(lengths, (parts) => {
        const assembler = new BlockAssembler(2);
        const blocks = [];
        let at = 0;
        for (const length of parts) {
          const channels = [ramp(at, length, 1), ramp(at, length, -1)];
          for (const { index, nSamples, channels: c } of assembler.add(channels, length)) {
            blocks.push({ index, nSamples, channels: c.map((x) => x.slice()) });
          }
          at += length;
        }
        for (const block of assembler.finish()) blocks.push(block);
        expect(blocks.map(({ index }) => index)).toEqual(blocks.map((_, i) => i));
        expect(blocks.slice(0, -1).every(({ nSamples }) => nSamples === blockSamples)).toBe(true);
        expect(blocks.reduce((sum, { nSamples }) => sum + nSamples, 0)).toBe(at);
        for (const { index, nSamples, channels } of blocks) {
          const start = index * blockSamples;
          expect(channels[0]![nSamples - 1]).toBe(start + nSamples - 1);
          expect(channels[1]).toEqual(ramp(start, nSamples, -1));
        }
      }),
      { numRuns: 15 },
    );
  });
});
