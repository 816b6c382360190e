import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EditCommand } from '../../../../preload/contract/edits.ts';
import { createAssetSamples } from '../../../../main/services/audio/assetSamples.ts';
import { contentNames } from '../../../../main/services/audio/contentNames.ts';
import { createSourceResolver } from '../../../../main/services/audio/sourceResolver.ts';
import { createTrackReader } from '../../../../main/services/audio/trackReader.ts';
import { sourceIdOf } from '../../../../main/services/projects/sourceId.ts';
import { editProject } from '../edits/editProject.ts';

const stretchSamples = 50;

function edited() {
  const { store, edits, documentId, trackIds } = editProject(1000);
  const trackId = trackIds[0]!;
  const reader = createTrackReader(createAssetSamples());
  const resolver = createSourceResolver(() => store);
  const now = () => {
    const document = store.documents()[0]!;
    return resolver.resolve(sourceIdOf(document, document.tracks[0]!));
  };
  const stretches = () => {
    const source = now();
    const name = contentNames(source);
    const x = reader.channel(source, 0);
    return Array.from({ length: 20 }, (_, i) => {
      const start = i * stretchSamples;
      const length = Math.max(0, Math.min(stretchSamples, source.lengthSamples - start));
      return { name: name(start, start + stretchSamples), sound: [...x.read(start, length)].join() };
    });
  };
  return { stretches, trackId, apply: (command: EditCommand) => edits.apply(documentId, command) };
}

it('an edit in one place leaves the names of all others', () => {
  const { stretches, trackId, apply } = edited();
  const before = stretches();
  apply({ kind: 'sound.gain', trackIds: [trackId], startSample: 110, endSample: 120, gainDb: 3 });
  apply({ kind: 'sound.split', trackIds: [trackId], atSamples: [730] });
  const changed = stretches().flatMap(({ name }, i) => (name === before[i]?.name ? [] : [i]));
  expect(changed).toEqual([2]);
});

it('what has one name sounds the same, and what was moved by whole stretches keeps its name', () => {
  const span = fc
    .tuple(fc.nat(900), fc.integer({ min: 1, max: 120 }))
    .map(([startSample, length]) => ({ startSample, endSample: startSample + length }));
  const step = fc.record({ kind: fc.nat(4), span });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
      const { stretches, trackId, apply } = edited();
      const sounds = new Map<string, string>();
      for (const { kind, span: range } of steps) {
        const on = { trackIds: [trackId], ...range };
        if (kind === 0) apply({ kind: 'sound.delete', ...on, ripple: 'track' });
        if (kind === 1) apply({ kind: 'sound.reverse', ...on });
        if (kind === 2) apply({ kind: 'sound.fade', ...on, direction: 'in', shape: 'linear' });
        if (kind === 3) apply({ kind: 'sound.invert', ...on });
        if (kind === 4) apply({ kind: 'sound.repeat', ...on, times: 1, ripple: 'track' });
        for (const { name, sound } of stretches()) {
          expect(sounds.get(name) ?? sound).toBe(sound);
          sounds.set(name, sound);
        }
      }
    }),
    { numRuns: 25 },
  );
  const { stretches, trackId, apply } = edited();
  const before = stretches();
  apply({ kind: 'sound.delete', trackIds: [trackId], startSample: 0, endSample: 2 * stretchSamples, ripple: 'track' });
  expect(stretches()[5]?.name).toBe(before[7]?.name);
});
