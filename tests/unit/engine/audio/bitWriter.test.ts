import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BitWriter } from '../../../../main/engine/audio/bitWriter.ts';

test('any fields are the concatenation of their binary digits', () => {
  const field = fc.record({ count: fc.integer({ min: 0, max: 32 }), value: fc.integer() });
  fc.assert(
    fc.property(fc.array(field), fc.nat(40), (fields, zeros) => {
      const out = new BitWriter(1);
      let expected = '';
      for (const { count, value } of fields) {
        out.bits(value, count);
        expected += count === 0 ? '' : (value >>> 0).toString(2).padStart(32, '0').slice(-count);
      }
      out.unary(zeros);
      expected += `${'0'.repeat(zeros)}1`;
      out.align();
      expected = expected.padEnd(8 * Math.ceil(expected.length / 8), '0');
      const digits = Array.from(out.view(), (byte) => byte.toString(2).padStart(8, '0')).join('');
      expect(digits).toBe(expected);
    }),
  );
});
