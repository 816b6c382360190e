import { expect, it } from 'vitest';
import { renderTracks } from '../edits/editProject.ts';
import { context, effects } from './effectsProject.ts';

const gainOf = (db: number) => 10 ** (db / 20);

function copied(which: readonly number[], startSample: number, endSample: number) {
  const project = effects();
  const { edits, documentId, trackIds } = project;
  const ids = which.map((i) => trackIds[i]!);
  void edits.handlers['edits.copy']({ documentId, trackIds: ids, startSample, endSample }, context);
  return project;
}

it.each([
  [0, 0],
  [-6, 3],
  [6, -200],
])('mix paste is the sum of what is there and the clipboard: %d dB and %d dB', async (gainDb, pastedGainDb) => {
  const project = copied([0], 100, 160);
  const [before, other] = renderTracks(project);
  const effect = { kind: 'mixPaste', gainDb, pastedGainDb };
  const job = await project.apply(effect, { startSample: 370, endSample: 370 });
  expect(job).toMatchObject({ state: 'done', result: { nAboveFullScale: 0, firstAboveSample: null } });
  const [after, otherAfter] = renderTracks(project);
  expect(after!.length).toBe(430);
  expect(after!.subarray(0, 370)).toEqual(before!.subarray(0, 370));
  for (let n = 370; n < 430; n++) {
    const naive = gainOf(gainDb) * (before![n] ?? 0) + gainOf(pastedGainDb) * before![n - 270]!;
    expect(after![n]).toBe(Math.fround(naive));
  }
  expect(otherAfter).toEqual(other);
  project.store.undo(project.documentId);
  expect(renderTracks(project)).toEqual([before, other]);
});

it('two tracks are mixed into two; of one track every one that is named gets the same', async () => {
  const two = copied([0, 1], 0, 50);
  const [a, b] = renderTracks(two);
  await two.apply({ kind: 'mixPaste', gainDb: 0, pastedGainDb: 0 }, { startSample: 50, endSample: 50 }, 'none', [1, 0]);
  expect(renderTracks(two)[1]![60]).toBe(Math.fround(b![60]! + a![10]!));
  const one = copied([0], 0, 50);
  await one.apply({ kind: 'mixPaste', gainDb: 0, pastedGainDb: 0 }, { startSample: 50, endSample: 50 }, 'none', [0, 1]);
  expect(renderTracks(one).map((x) => x[60])).toEqual([a![60]! + a![10]!, b![60]! + a![10]!].map(Math.fround));
});

it('says how many samples lie above full scale, and where the first is', async () => {
  const project = copied([0], 0, 100);
  const effect = { kind: 'mixPaste', gainDb: 0, pastedGainDb: 60 };
  await project.apply({ kind: 'gain', gainDb: 60 }, { startSample: 0, endSample: 400 });
  const { edits, documentId, trackIds } = project;
  void edits.handlers['edits.copy']({ documentId, trackIds: [trackIds[0]!], startSample: 0, endSample: 100 }, context);
  const job = await project.apply(effect, { startSample: 200, endSample: 200 });
  const after = renderTracks(project)[0]!;
  const above = [...after].flatMap((x, n) => (n >= 200 && Math.abs(x) > 1 ? [n] : []));
  expect(above.length).toBeGreaterThan(10);
  expect(job).toMatchObject({ result: { nAboveFullScale: above.length, firstAboveSample: above[0] } });
});

it('refuses an empty clipboard, another number of tracks, and several ranges', async () => {
  const span = { startSample: 0, endSample: 0 };
  const effect = { kind: 'mixPaste', gainDb: 0, pastedGainDb: 0 };
  await expect(effects().apply(effect, span)).rejects.toThrow(/clipboard is empty/);
  const two = copied([0, 1], 0, 50);
  const three = [...two.trackIds, two.trackIds[0]!];
  const { jobId } = await two.handlers['effects.apply'](
    { documentId: two.documentId, trackIds: three, ...span, effect, ripple: 'none' },
    context,
  );
  expect(await two.jobs.settled(jobId)).toMatchObject({ state: 'failed', error: { code: 'E_PARAM' } });
  const more = [{ startSample: 100, endSample: 101 }];
  await expect(copied([0], 0, 50).apply(effect, span, 'none', [0], more)).rejects.toThrow(/takes 1 range/);
  await expect(copied([0], 0, 50).apply({ ...effect, gainDb: 61 }, span)).rejects.toThrow(/effect\.gainDb=61/);
});
