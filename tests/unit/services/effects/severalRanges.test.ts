import { expect, it } from 'vitest';
import { renderTracks } from '../edits/editProject.ts';
import { effects } from './effectsProject.ts';

const first = { startSample: 300, endSample: 320 };
const more = [
  { startSample: 10, endSample: 40 },
  { startSample: 100, endSample: 101 },
];

it('an effect acts on each range by itself, as one edit', async () => {
  const project = effects();
  const before = renderTracks(project);
  const peak = { kind: 'normalizePeak', targetDb: -20, isLinked: true };
  expect(await project.apply(peak, first, 'none', [0, 1], more)).toMatchObject({ state: 'done' });
  const after = renderTracks(project);
  after.forEach((x, i) => {
    const naive = before[i]!.slice();
    for (const { startSample, endSample } of [first, ...more]) {
      const loudest = Math.max(...before[i]!.slice(startSample, endSample).map(Math.abs));
      for (let n = startSample; n < endSample; n++) naive[n] = (before[i]![n]! / loudest) * 0.1;
    }
    x.forEach((value, n) => {
      expect(value).toBeCloseTo(naive[n]!, 7);
    });
    expect(x.subarray(40, 100)).toEqual(before[i]!.subarray(40, 100));
  });
  const { store, documentId } = project;
  expect(store.undo(documentId)).toMatchObject({ title: 'Normalise to -20 dB in 3 ranges', command: { more } });
  expect(renderTracks(project)).toEqual(before);
  expect(store.check()).toEqual([]);
});

it('refuses ranges that overlap, and several of what changes the length', async () => {
  const project = effects();
  const overlap = [{ startSample: 310, endSample: 330 }];
  await expect(project.apply({ kind: 'invert' }, first, 'none', [0], overlap)).rejects.toThrow(
    /must not lie before 320/,
  );
  await expect(project.apply({ kind: 'timeStretch', factor: 2 }, first, 'none', [0], more)).rejects.toThrow(
    'effect.kind=timeStretch takes 1 range, must not have 2 more',
  );
});

it.each([
  ['gain', { gainDb: -3 }, 1],
  ['invert', {}, 1],
  ['fade', { direction: 'in', shape: 'linear' }, 1],
  ['reverse', {}, 0],
])('corrections by hand survive what leaves pitch in its place: %s', async (kind, settings, left) => {
  const project = effects();
  const { store, edits, documentId, trackIds } = project;
  const corrections = [{ kind: 'octaveUp' as const, startSample: 305, endSample: 310 }];
  edits.apply(documentId, { kind: 'contour.correct', trackId: trackIds[0]!, channel: 0, corrections });
  await project.apply({ kind, ...settings }, first);
  expect(store.documentState(documentId).tracks[0]!.items).toHaveLength(left);
});
