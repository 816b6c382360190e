import { describe, expect, it } from 'vitest';
import { toSource } from '../../../../main/engine/dsp/sampleSource.ts';
import { extendInto, extensionNames } from '../../../../main/engine/dsp/signalExtension.ts';
import type { ExtensionName } from '../../../../main/engine/dsp/signalExtension.ts';

function extended(x: readonly number[], mode: ExtensionName, reach: number): number[] {
  const target = new Float64Array(x.length + 2 * reach);
  const extension = { source: toSource(Float32Array.from(x)), mode, start: -reach };
  extendInto(target, extension, 0, reach);
  extendInto(target, extension, reach + x.length, target.length);
  target.set(x, reach);
  return [...target];
}

describe('extendInto', () => {
  // numpy.pad([1, 2, 4], 4, mode=…), reflect_type='odd' for odd
  it.each<[ExtensionName, number[]]>([
    ['constant', [0, 0, 0, 0, 1, 2, 4, 0, 0, 0, 0]],
    ['edge', [1, 1, 1, 1, 1, 2, 4, 4, 4, 4, 4]],
    ['reflect', [1, 2, 4, 2, 1, 2, 4, 2, 1, 2, 4]],
    ['symmetric', [4, 4, 2, 1, 1, 2, 4, 4, 2, 1, 1]],
    ['odd', [-5, -4, -2, 0, 1, 2, 4, 6, 7, 8, 10]],
  ])('%s as numpy.pad, further than the signal is long', (mode, expected) => {
    expect(extended([1, 2, 4], mode, 4)).toEqual(expected);
  });

  it.each(extensionNames)('%s of one sample', (mode) => {
    expect(extended([3], mode, 2)).toEqual(mode === 'constant' ? [0, 0, 3, 0, 0] : [3, 3, 3, 3, 3]);
  });
});
