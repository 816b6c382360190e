import { describe, expect, it } from 'vitest';
import { freeBuffer } from '../../../../main/engine/core/freeBuffer.ts';

describe('freeBuffer', () => {
  it('takes all memory from an array that has it to itself', () => {
    const samples = new Float32Array(1000);
    const { buffer } = samples;
    freeBuffer(samples);
    expect([samples.length, buffer.byteLength]).toEqual([0, 0]);
  });

  it('leaves memory alone that other arrays look at', () => {
    const all = Float32Array.of(1, 2, 3);
    freeBuffer(all.subarray(1));
    expect([...all]).toEqual([1, 2, 3]);
  });
});
