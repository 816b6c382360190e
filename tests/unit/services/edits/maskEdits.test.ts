/** Masks that are kept: named edits, taken back, and moved, cut and copied with the sound of their track. */
import { describe, expect, it } from 'vitest';
import type { EditCommand } from '../../../../preload/contract/edits.ts';
import type { MaskRegion, MaskShape } from '../../../../preload/contract/maskShapes.ts';
import { createMasksService } from '../../../../main/services/masks/createMasksService.ts';
import { openProjectStore } from '../../../../main/store/openProjectStore.ts';
import { editProject } from './editProject.ts';

const rectangle = (fromSample: number, toSample: number): MaskRegion => ({
  kind: 'rectangle',
  fromSample,
  toSample,
  fLowHz: 500,
  fHighHz: 900,
});
const lasso: MaskRegion = { kind: 'polygon', samples: [1000, 1400, 1200], hz: [200, 300, 2000] };
const shape = (region: MaskRegion): MaskShape => ({ region, featherSamples: 8, featherHz: 20 });
const noPitch = {
  library: { pitch: () => Promise.reject(new Error('no pitch is asked for')) },
  openSource: () => {
    throw new Error('no sound is asked for');
  },
};
const context = { signal: new AbortController().signal };

function masked() {
  const project = editProject(4000);
  const { store, edits, documentId, trackIds } = project;
  const [trackId, otherId] = trackIds as [string, string];
  const masks = createMasksService({ store: () => store, ...noPitch });
  const apply = (command: EditCommand) => edits.apply(documentId, command);
  return {
    ...project,
    trackId,
    otherId,
    apply,
    keep: (name: string, region: MaskRegion) =>
      apply({ kind: 'mask.add', trackId, name, mask: shape(region) }).createdIds[0]!,
    list: async () => masks['masks.list']({ documentId }, context),
    regions: async () => (await masks['masks.list']({ documentId }, context)).map(({ mask }) => mask.region),
    titles: () => store.editHistory(documentId).edits.map(({ title }) => title),
  };
}

describe('a mask that is kept', () => {
  it('is listed as it was given, renamed, changed, deleted, and every step taken back and made again', async () => {
    const { keep, apply, list, titles, trackId, store, documentId } = masked();
    const maskId = keep('tone', rectangle(1000, 2000));
    const [kept] = await list();
    expect(kept).toEqual({
      maskId,
      trackId,
      name: 'tone',
      startSample: 1000,
      endSample: 2000,
      mask: shape(rectangle(1000, 2000)),
    });
    apply({ kind: 'mask.rename', trackId, maskId, name: 'hum' });
    apply({ kind: 'mask.change', trackId, maskId, mask: { ...shape(lasso), featherHz: 99 } });
    expect(await list()).toMatchObject([{ name: 'hum', startSample: 1000, mask: { region: lasso, featherHz: 99 } }]);
    apply({ kind: 'mask.remove', trackId, maskIds: [maskId] });
    expect(await list()).toEqual([]);
    expect(titles()).toEqual([
      'Keep mask "tone"',
      'Rename mask "tone" to "hum"',
      'Change mask "hum"',
      'Delete mask "hum"',
    ]);
    for (let i = 0; i < 3; i++) store.undo(documentId);
    expect(await list()).toEqual([kept]);
    for (let i = 0; i < 3; i++) store.redo(documentId);
    expect(await list()).toEqual([]);
    expect(store.check()).toEqual([]);
  });

  it('is told of, and only when masks changed', () => {
    const { keep, apply, events, trackId, documentId } = masked();
    const told = () => events.filter(({ kind }) => kind === 'masks.changed').length;
    const command: EditCommand = { kind: 'sound.gain', trackIds: [trackId], startSample: 0, endSample: 10, gainDb: 3 };
    apply(command);
    expect(told()).toBe(0);
    keep('tone', rectangle(1000, 2000));
    expect(events).toContainEqual({ kind: 'masks.changed', documentId });
    expect(told()).toBe(1);
    apply({ ...command, gainDb: 6 });
    expect(told()).toBe(1);
    apply({ kind: 'sound.delete', trackIds: [trackId], startSample: 0, endSample: 10, ripple: 'track' });
    expect(told()).toBe(2);
  });

  it.each([
    ['track', rectangle(900, 1900)],
    ['document', rectangle(900, 1900)],
    ['none', rectangle(1000, 2000)],
  ] as const)('follows what is deleted before it: ripple %s', async (ripple, expected) => {
    const { keep, apply, regions, otherId, trackId, list } = masked();
    keep('tone', rectangle(1000, 2000));
    apply({ kind: 'sound.delete', trackIds: [trackId], startSample: 100, endSample: 200, ripple });
    expect(await regions()).toEqual([expected]);
    apply({ kind: 'sound.delete', trackIds: [otherId], startSample: 100, endSample: 200, ripple: 'track' });
    expect(await regions()).toEqual([expected]);
    expect((await list())[0]!.startSample).toBe('fromSample' in expected ? expected.fromSample : -1);
  });

  it('loses what is cut out of it, and takes nothing of what is put into it', async () => {
    const { keep, apply, regions, trackId } = masked();
    keep('tone', rectangle(1000, 2000));
    const track = { trackIds: [trackId], ripple: 'track' as const };
    apply({ kind: 'sound.delete', ...track, startSample: 1500, endSample: 1600 });
    expect(await regions()).toEqual([{ kind: 'union', regions: [rectangle(1000, 1500), rectangle(1500, 1900)] }]);
    apply({ kind: 'sound.insertSilence', ...track, atSample: 1200, lengthSamples: 50 });
    expect(await regions()).toEqual([
      { kind: 'union', regions: [rectangle(1000, 1200), rectangle(1250, 1550), rectangle(1550, 1950)] },
    ]);
    apply({ kind: 'sound.delete', ...track, ripple: 'none', startSample: 0, endSample: 1600 });
    expect(await regions()).toEqual([rectangle(1600, 1950)]);
    apply({ kind: 'sound.delete', ...track, startSample: 1500, endSample: 2000 });
    expect(await regions()).toEqual([]);
  });

  it('goes along when sound is cut, pasted, repeated, moved to another track and played backwards', async () => {
    const { keep, apply, list, edits, documentId, trackId, otherId, store } = masked();
    keep('glide', lasso);
    const moved = (by: number) => ({ ...lasso, samples: [1000 + by, 1400 + by, 1200 + by] });
    await edits.handlers['edits.copy']({ documentId, trackIds: [trackId], startSample: 900, endSample: 1500 }, context);
    apply({ kind: 'sound.paste', trackIds: [otherId], atSample: 2000, mode: 'overwrite', ripple: 'track' });
    expect(await list()).toMatchObject([
      { trackId, mask: { region: lasso } },
      { trackId: otherId, name: 'glide', mask: { region: moved(1100) } },
    ]);
    apply({ kind: 'sound.repeat', trackIds: [trackId], startSample: 900, endSample: 1500, times: 1, ripple: 'none' });
    expect((await list()).map(({ mask }) => mask.region)).toEqual([lasso, moved(600), moved(1100)]);
    store.undo(documentId);
    const clip = store.documentState(documentId).tracks[0]!.clips[0]!;
    apply({ kind: 'sound.moveClips', clipIds: [clip.clipId], bySamples: 300, toTrackId: null });
    expect((await list())[0]!.mask.region).toEqual(moved(300));
    apply({ kind: 'sound.reverse', trackIds: [trackId], startSample: 1300, endSample: 1800 });
    expect((await list())[0]!.mask.region).toEqual({
      kind: 'polygon',
      samples: [1599, 1399, 1799],
      hz: [2000, 300, 200],
    });
  });

  it('is refused where it covers nothing or breaks a rule, by name', () => {
    const { keep, apply, trackId } = masked();
    expect(() => keep('before', rectangle(-30, 0))).toThrow('covers nothing from sample 0 on');
    expect(() => keep('odd', { ...lasso, hz: [1, 2] })).toThrow('mask.region.hz');
    expect(() => apply({ kind: 'mask.remove', trackId, maskIds: ['none'] })).toThrow('mask none is not in');
    expect(() => apply({ kind: 'mask.rename', trackId, maskId: 'none', name: 'x' })).toThrow('mask none is not in');
  });

  it('may begin before the sound', async () => {
    const { keep, regions } = masked();
    const brush: MaskRegion = { kind: 'brush', samples: [5], hz: [700], radiusSamples: 20, radiusHz: 50 };
    keep('first', brush);
    expect(await regions()).toEqual([brush]);
  });

  it('outlives closing; what is none in a file is refused by name', async () => {
    const { keep, store, documentId, trackId } = masked();
    keep('tone', rectangle(1000, 2000));
    const { filePath } = store;
    store.close();
    const again = openProjectStore(filePath);
    const masks = createMasksService({ store: () => again, ...noPitch });
    expect(await masks['masks.list']({ documentId }, context)).toMatchObject([{ trackId, name: 'tone' }]);
    again.editDocument(documentId, { title: 'foreign', command: null }, (document) => ({
      ...document,
      tracks: document.tracks.map((track) => ({
        ...track,
        items: track.items.map((item) => ({ ...item, payload: { name: 'x', mask: { region: 7 } } })),
      })),
    }));
    expect(() => masks['masks.list']({ documentId }, context)).toThrow('must hold a mask with a name');
    again.close();
  });
});
