/** Peaks of an edited track against its samples: nothing is missed, nothing shows that was cut away. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EditCommand } from '../../../../preload/contract/edits.ts';
import { createAssetSamples } from '../../../../main/services/audio/assetSamples.ts';
import { createPeakLibrary } from '../../../../main/services/audio/peakLibrary.ts';
import { createSourceResolver } from '../../../../main/services/audio/sourceResolver.ts';
import { createTrackReader } from '../../../../main/services/audio/trackReader.ts';
import { sourceIdOf } from '../../../../main/services/projects/sourceId.ts';
import { editProject } from '../edits/editProject.ts';

const nSamples = 30_000;
const binSamples = 1024; // of level 1
const beside = 255; // that a bin may take in beyond its ends, within its clip

function edited() {
  const project = editProject(nSamples);
  const { store, documentId, edits, trackIds } = project;
  const reader = createTrackReader(createAssetSamples());
  const resolver = createSourceResolver(() => store);
  const peaks = createPeakLibrary({
    reader,
    files: { load: () => Promise.resolve(null), save: () => Promise.resolve() },
    onGrowth: () => undefined,
  });
  const source = () => {
    const document = store.documents().find((each) => each.documentId === documentId)!;
    return resolver.resolve(sourceIdOf(document, document.tracks[0]!));
  };
  const tile = async () => {
    for (;;) {
      const made = await peaks.tile(source(), { channel: 0, level: 1, index: 0 });
      if (made.complete) return made;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  const samples = () => {
    const at = source();
    return reader.channel(at, 0).read(0, at.lengthSamples);
  };
  const apply = (command: EditCommand) => edits.apply(documentId, command);
  return { tile, samples, apply, trackId: trackIds[0]! };
}

const sampleRange = (x: Float32Array) => {
  const values = x.length === 0 ? [0] : x;
  return { min: Math.min(...values), max: Math.max(...values) };
};

const span = fc
  .tuple(fc.nat(nSamples - 2), fc.integer({ min: 1, max: 6000 }))
  .map(([startSample, length]) => ({ startSample, endSample: startSample + length }));
const step = fc.record({ kind: fc.constantFrom('delete', 'silence', 'reverse', 'gain', 'invert', 'fade'), span });

function commandOf(kind: string, trackIds: string[], range: { startSample: number; endSample: number }): EditCommand {
  switch (kind) {
    case 'delete':
      return { kind: 'sound.delete', trackIds, ...range, ripple: 'track' };
    case 'silence':
      return { kind: 'sound.delete', trackIds, ...range, ripple: 'none' };
    case 'reverse':
      return { kind: 'sound.reverse', trackIds, ...range };
    case 'gain':
      return { kind: 'sound.gain', trackIds, ...range, gainDb: 6 };
    case 'invert':
      return { kind: 'sound.invert', trackIds, ...range };
    default:
      return { kind: 'sound.fade', trackIds, ...range, direction: 'in', shape: 'sCurve' };
  }
}

describe('peaks of an edited track', () => {
  it('hold every sample of their bin and none far beside it', { timeout: 30_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const { tile, samples, apply, trackId } = edited();
        for (const { kind, span: range } of steps) {
          apply(commandOf(kind, [trackId], range));
          const [made, x] = [await tile(), samples()];
          expect(made.nBins).toBe(Math.ceil(x.length / binSamples));
          for (let bin = 0; bin < made.nBins; bin++) {
            const [from, to] = [bin * binSamples, Math.min((bin + 1) * binSamples, x.length)];
            const inside = sampleRange(x.subarray(from, to));
            const around = sampleRange(x.subarray(Math.max(0, from - beside), to + beside));
            const tolerance = 1e-7;
            expect(made.min[bin]!).toBeLessThanOrEqual(inside.min + tolerance);
            expect(made.max[bin]!).toBeGreaterThanOrEqual(inside.max - tolerance);
            expect(made.min[bin]!).toBeGreaterThanOrEqual(around.min - tolerance);
            expect(made.max[bin]!).toBeLessThanOrEqual(around.max + tolerance);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('are those of the gain, where the whole recording was made louder', async () => {
    const { tile, samples, apply, trackId } = edited();
    apply({ kind: 'sound.gain', trackIds: [trackId], startSample: 0, endSample: nSamples, gainDb: 20 });
    const made = await tile();
    expect(made.max[0]).toBeCloseTo(Math.max(...samples().subarray(0, binSamples)), 6);
  });
});
