import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeNpy, encodeNpy } from '../../../../main/engine/core/npy.ts';
import type { NpyArray } from '../../../../main/engine/core/npy.ts';

/** numpy.save of numpy.arange(6, dtype='<f4').reshape(2, 3), as `xxd -p` prints its header's beginning. */
function handWritten(header: string, version: number, values: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(header);
  const size = version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.from([0x93, ...new TextEncoder().encode('NUMPY'), version, 0, ...size, ...text, ...values]);
}

const values = new Uint8Array(Float32Array.of(0, 1, 2, 3, 4, 5).buffer);

describe('decodeNpy', () => {
  it.each([1, 2, 3])('reads version %i, whatever the alignment of its values', (version) => {
    for (const padding of ['', ' ', '  ', '   ']) {
      const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }${padding}\n`;
      const found = decodeNpy(handWritten(header, version, values));
      expect(found).toEqual({ type: 'float32', shape: [2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) });
    }
  });

  it('reads keys in any order, and Fortran order where it does not matter', () => {
    const header = "{'shape': (6,), 'fortran_order': True, 'descr': '<f4'}\n";
    expect(decodeNpy(handWritten(header, 1, values)).shape).toEqual([6]);
  });

  it('reads from a Buffer that is a view into a larger one', () => {
    const bytes = encodeNpy({ type: 'int16', shape: [3], data: Int16Array.of(1, -2, 3) });
    const larger = Buffer.concat([Buffer.alloc(5), bytes, Buffer.alloc(7)]);
    expect(decodeNpy(larger.subarray(5, 5 + bytes.length)).data).toEqual(Int16Array.of(1, -2, 3));
  });

  it.each([
    [new Uint8Array(4), 'does not begin with'],
    [
      handWritten("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n", 9, values),
      'version 9 must be 1, 2 or 3',
    ],
    [handWritten("{'descr': '>f4', 'fortran_order': False, 'shape': (6,), }\n", 1, values), '>f4 is not supported'],
    [handWritten("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }\n", 1, values), 'Fortran order'],
    [
      handWritten("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4), }\n", 1, values),
      'needs 32 bytes, the .npy file holds 24',
    ],
    [handWritten("{'descr': '<f4', 'shape': (2, 3), }\n", 1, values), 'lacks descr, fortran_order or shape'],
    [handWritten('{}', 1, values).fill(255, 8, 10), 'header of 65545 bytes in a file of'],
  ])('refuses damage %#: %s', (bytes, message) => {
    expect(() => decodeNpy(bytes)).toThrow(
      expect.objectContaining({ code: 'E_FORMAT', message: expect.stringContaining(message) }),
    );
  });

  it('ends every random damage with E_FORMAT or an array', () => {
    const good = encodeNpy({ type: 'float32', shape: [2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) });
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, length) => {
        const bytes = good.slice(0, length);
        if (at < length) bytes[at] = byte;
        try {
          decodeNpy(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: 'E_FORMAT' });
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('encodeNpy', () => {
  const arrays: NpyArray[] = [
    { type: 'float32', shape: [2, 2], data: Float32Array.of(1, Number.NaN, -0, Infinity) },
    { type: 'float64', shape: [1, 3], data: Float64Array.of(0.1, -2, 3e300) },
    { type: 'complex64', shape: [2], data: Float32Array.of(1, 2, 3, 4) },
    { type: 'int8', shape: [2], data: Int8Array.of(-128, 127) },
    { type: 'uint8', shape: [2], data: Uint8Array.of(0, 255) },
    { type: 'int16', shape: [1], data: Int16Array.of(-5) },
    { type: 'uint16', shape: [1], data: Uint16Array.of(65_535) },
    { type: 'int32', shape: [], data: Int32Array.of(-7) },
    { type: 'uint32', shape: [1], data: Uint32Array.of(2 ** 32 - 1) },
    { type: 'int64', shape: [2], data: BigInt64Array.of(-1n, 2n ** 62n) },
    { type: 'float32', shape: [0, 80], data: new Float32Array(0) },
  ];

  it.each(arrays)('$type $shape comes back', (array) => {
    const bytes = encodeNpy(array);
    expect(decodeNpy(bytes)).toEqual(array);
    expect((bytes.length - array.data.byteLength) % 64).toBe(0);
  });

  it('writes the header that NumPy writes', () => {
    const bytes = encodeNpy({ type: 'complex64', shape: [5], data: new Float32Array(10) });
    const header = "{'descr': '<c8', 'fortran_order': False, 'shape': (5,), }";
    expect(new TextDecoder().decode(bytes.subarray(10, 128))).toBe(`${header}${' '.repeat(117 - header.length)}\n`);
    expect([...bytes.subarray(6, 10)]).toEqual([1, 0, 118, 0]);
  });

  it('refuses data that do not fill the shape or are of another type', () => {
    expect(() => encodeNpy({ type: 'complex64', shape: [3], data: new Float32Array(3) })).toThrow(
      'needs 6 values, got 3',
    );
    expect(() => encodeNpy({ type: 'float64', shape: [3], data: new Float32Array(3) })).toThrow(
      'Float32Array cannot hold float64',
    );
    expect(() => encodeNpy({ type: 'int8', shape: [-1], data: new Int8Array(0) })).toThrow('shape [-1]');
  });
});
