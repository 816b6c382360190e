import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderTracks } from '../edits/editProject.ts';
import { context, effects } from './effectsProject.ts';

const draw = async (project: ReturnType<typeof effects>, startSample: number, values: number[], channel = 0) => {
  const { handlers, documentId, trackIds } = project;
  const input = { documentId, trackId: trackIds[0]!, channel, startSample, values };
  return handlers['effects.drawSamples'](input, context);
};

it('drawn samples take the place of exactly these, wherever clips begin and end; undo brings them back', async () => {
  const stroke = fc.tuple(
    fc.nat(399),
    fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(stroke, { minLength: 1, maxLength: 5 }), fc.nat(399), async (strokes, cutAt) => {
      const project = effects();
      const { store, edits, documentId, trackIds } = project;
      edits.apply(documentId, { kind: 'sound.split', trackIds: [trackIds[0]!], atSamples: [cutAt] });
      const states = [renderTracks(project)];
      const model = states[0]![0]!.slice();
      for (const [startSample, drawn] of strokes) {
        const values = drawn.slice(0, 400 - startSample);
        model.set(values, startSample);
        await draw(project, startSample, values);
        const now = renderTracks(project);
        expect(now[0]).toEqual(model);
        expect(now[1]).toEqual(states[0]![1]);
        states.push(now);
      }
      for (const before of states.slice(0, -1).reverse()) {
        store.undo(documentId);
        expect(renderTracks(project)).toEqual(before);
      }
      for (const after of states.slice(1)) {
        store.redo(documentId);
        expect(renderTracks(project)).toEqual(after);
      }
      expect(store.check()).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

it('corrections of pitch by hand stay where samples are drawn, and undo names what was drawn', async () => {
  const project = effects();
  const { store, edits, documentId, trackIds } = project;
  const corrections = [{ kind: 'unvoice' as const, startSample: 0, endSample: 200 }];
  edits.apply(documentId, { kind: 'contour.correct', trackId: trackIds[0]!, channel: 0, corrections });
  await draw(project, 80, [0.5]);
  expect(store.documentState(documentId).tracks[0]!.items).toHaveLength(1);
  expect(store.nextEdits(documentId).undo?.title).toBe('Draw a sample at 0.010 s');
});

it.each([
  [399, [0, 0], 0, 'samples 399 to 400 must lie within the 400 of the sound'],
  [0, [0], 1, 'channel=1 must be from 0 to 0'],
])('refuses what lies outside: %j %j', async (startSample, values, channel, message) => {
  const project = effects();
  await expect(draw(project, startSample, values, channel)).rejects.toMatchObject({ code: 'E_PARAM', message });
  expect(project.store.assets()).toHaveLength(2);
});
