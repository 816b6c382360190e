import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EnvelopeWriter, TakeEnvelope } from '../../../../../renderer/features/recording/takeEnvelope.ts';

it('the envelope of a take is that of its samples, however they come', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          gap: fc.nat(150),
          values: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 400 }),
        }),
        {
          minLength: 1,
          maxLength: 8,
        },
      ),
      (parts) => {
        const writer = new EnvelopeWriter(8000); // 80 frames a bin
        const envelope = new TakeEnvelope(8000);
        const whole: number[] = [];
        for (const { gap, values } of parts) {
          whole.push(...Array<number>(gap).fill(0));
          const channel = Float32Array.from(values);
          writer.add(whole.length, [channel, channel.map((value) => value / 2)]);
          whole.push(...channel);
          envelope.append(writer.take());
        }
        const { framesPerBin } = envelope;
        expect(framesPerBin).toBe(80);
        expect(envelope.nFrames).toBe(Math.floor(whole.length / 80) * 80);
        for (let at = 0; at + 80 <= whole.length; at += 80) {
          const part = whole.slice(at, at + 80);
          const found = envelope.range(at, at + 80)!;
          expect(found.max + 0).toBe(0 + Math.max(...part, ...part.map((value) => Math.fround(value / 2))));
          expect(found.min + 0).toBe(0 + Math.min(...part, ...part.map((value) => Math.fround(value / 2))));
        }
      },
    ),
    { numRuns: 60 },
  );
});

it('grows beyond its first room and answers nothing where there is nothing', () => {
  const envelope = new TakeEnvelope(48_000);
  expect(envelope.range(0, 480)).toBeNull();
  for (let i = 0; i < 10_000; i++) envelope.append(Float32Array.of(-i, i));
  expect(envelope.range(0, 10_000 * 480)).toEqual({ min: -9999, max: 9999 });
  expect(envelope.range(9000 * 480, 9001 * 480)).toEqual({ min: -9000, max: 9000 });
  expect(envelope.range(10_000 * 480, 10_001 * 480)).toBeNull();
});
