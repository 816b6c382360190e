import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../main/engine/core/errors.ts';
import { createEffectsService } from '../../../../main/services/effects/createEffectsService.ts';
import { findTrack } from '../../../../main/services/edits/editFunction.ts';
import { sourceIdOf } from '../../../../main/services/projects/sourceId.ts';
import { renderTracks } from '../edits/editProject.ts';
import { context, effects } from './effectsProject.ts';

describe('an effect', () => {
  it('takes the place of the span and of nothing else, is one named edit, and is taken back', async () => {
    const project = effects();
    const { store, documentId } = project;
    const before = renderTracks(project);
    const job = await project.apply(
      { kind: 'normalizePeak', targetDb: -20, isLinked: true },
      {
        startSample: 100,
        endSample: 200,
      },
    );
    expect(job).toMatchObject({ state: 'done', kind: 'effect', result: { editId: 1 } });
    const after = renderTracks(project);
    const peak = Math.max(...after[0]!.subarray(100, 200));
    expect(20 * Math.log10(peak)).toBeCloseTo(-20, 4);
    const ratio = after[0]![100]! / before[0]![100]!;
    for (let n = 100; n < 200; n++) expect(after[0]![n]).toBeCloseTo(before[0]![n]! * ratio, 7);
    expect(after[0]!.subarray(0, 100)).toEqual(before[0]!.subarray(0, 100));
    expect(after[0]!.subarray(200)).toEqual(before[0]!.subarray(200));
    expect(after[1]).toEqual(before[1]);
    expect(store.undo(documentId)).toMatchObject({
      title: 'Normalise to -20 dB',
      command: { kind: 'effects.apply', startSample: 100, endSample: 200, effect: { targetDb: -20 } },
    });
    expect(renderTracks(project)).toEqual(before);
    store.redo(documentId);
    expect(renderTracks(project)).toEqual(after);
    expect(store.check()).toEqual([]);
  });

  it.each([
    ['track', 8000, 6000],
    ['document', 8000, 8000],
    ['none', 6000, 6000],
  ] as const)('that lengthens the span moves what follows: %s', async (ripple, first, second) => {
    const project = effects(6000);
    const stretch = { kind: 'timeStretch', factor: 2 };
    await project.apply(stretch, { startSample: 2000, endSample: 4000 }, ripple);
    const [edited, other] = renderTracks(project);
    const before = effects(6000);
    const [dry] = renderTracks(before);
    expect([edited!.length, other!.length]).toEqual([first, second]);
    expect(edited!.subarray(0, 2000)).toEqual(dry!.subarray(0, 2000));
    if (ripple !== 'none') expect(edited!.subarray(6000)).toEqual(dry!.subarray(4000));
  });

  it('that shortens the span closes the gap, or leaves silence', async () => {
    for (const ripple of ['track', 'none'] as const) {
      const project = effects(6000);
      const [dry] = renderTracks(project);
      await project.apply({ kind: 'timeStretch', factor: 0.5 }, { startSample: 2000, endSample: 4000 }, ripple);
      const [edited] = renderTracks(project);
      expect(edited!.length).toBe(ripple === 'track' ? 5000 : 6000);
      if (ripple === 'track') expect(edited!.subarray(3000)).toEqual(dry!.subarray(4000));
      else expect(edited!.subarray(3000, 4000)).toEqual(new Float32Array(1000));
    }
  });

  it('of edited durations takes labels where it takes the sound, is named after what it changes, is taken back', async () => {
    const project = effects(8000);
    const { store, edits, documentId } = project;
    edits.apply(documentId, { kind: 'tier.add', name: 'words', tierKind: 'interval' });
    const tier = () => store.documentState(documentId).tiers[0]!;
    const items = [
      { startSample: 1000, endSample: 2000, label: 'before', attributes: null },
      { startSample: 3000, endSample: 4000, label: 'within', attributes: null },
      { startSample: 5000, endSample: 7000, label: 'over the end', attributes: null },
    ];
    edits.apply(documentId, { kind: 'tier.putItems', tierId: tier().tierId, items });
    const before = store.documentState(documentId);
    // From 1 at the beginning of half a second to 3 at its end: τ(t) = t + 2t², so 0.5 s become 1 s.
    const duration = { timesSec: [0, 0.5], values: [1, 3] };
    const effect = { kind: 'manipulate', pulsesSec: [], pitch: null, duration };
    const span = { startSample: 2000, endSample: 6000 };
    await project.apply(effect, span, 'document', [0, 1]);
    const tau = (sample: number) => 2000 + 8000 * ((sample - 2000) / 8000 + 2 * ((sample - 2000) / 8000) ** 2);
    expect(renderTracks(project)[0]).toHaveLength(12_000);
    expect(tier().items).toMatchObject([
      { startSample: 1000, endSample: 2000 },
      { startSample: Math.round(tau(3000)), endSample: Math.round(tau(4000)) },
      { startSample: Math.round(tau(5000)), endSample: 11_000 },
    ]);
    expect(store.undo(documentId)).toMatchObject({ title: 'Change durations' });
    expect(store.documentState(documentId)).toEqual(before);
  });

  it('is heard before it is done, and then nothing of it is in the project', async () => {
    const project = effects();
    const { audio, handlers, documentId, trackIds, store } = project;
    const span = { startSample: 0, endSample: 100 };
    const preview = await handlers['effects.preview'](
      { documentId, trackIds: [trackIds[0]!], ...span, effect: { kind: 'reverse' } },
      context,
    );
    expect(preview).toMatchObject({ channels: 1, lengthSamples: 100, sampleRateHz: 8000 });
    const heard = audio.readChannel(preview.sourceId, 0, 0, 100);
    expect(heard).toEqual(renderTracks(project)[0]!.slice(0, 100).reverse());
    expect(store.editHistory(documentId).edits).toEqual([]);
    expect(store.assets()).toHaveLength(2);
    await audio.closeProject();
    expect(() => audio.source(preview.sourceId)).toThrow(expect.objectContaining({ code: 'E_NOT_FOUND' }));
  });

  it('of a mask changes all that it reaches, joins on exactly and leaves the rest as it is', async () => {
    const project = effects(6000);
    const [before] = renderTracks(project);
    const region = { kind: 'rectangle', fromSample: 3000, toSample: 3010, fLowHz: 500, fHighHz: 1500 };
    const mask = { region, featherSamples: 0, featherHz: 0 };
    const effect = { kind: 'mask', mask, action: { type: 'erase' } };
    const span = { startSample: 3000, endSample: 3010 };
    const target = { documentId: project.documentId, trackIds: [project.trackIds[0]!], ...span, effect };
    const heard = await project.handlers['effects.preview'](target, context);
    expect(await project.apply(effect, span)).toMatchObject({ state: 'done' });
    const [after] = renderTracks(project);
    const changed = [...after!].flatMap((value, n) => (value === before![n] ? [] : [n]));
    const endSample = heard.startSample + heard.lengthSamples;
    expect(changed.length).toBeGreaterThan(100);
    expect(heard.startSample).toBeLessThanOrEqual(changed[0]!);
    expect(endSample).toBeGreaterThan(changed.at(-1)!);
    expect([heard.startSample, endSample]).toEqual([3000 - 256, 3064 + 256]);
    expect(project.audio.readChannel(heard.sourceId, 0, 0, heard.lengthSamples)).toEqual(
      after!.slice(heard.startSample, endSample),
    );
    const beyond = { ...mask, region: { ...region, fromSample: 9000, toSample: 9100 } };
    await expect(async () => project.apply({ ...effect, mask: beyond }, span)).rejects.toThrow(/does not reach/);
  });

  it('of a mask leaves masks that are kept where they are', async () => {
    const { edits, documentId, trackIds, store, apply } = effects(6000);
    const region = { kind: 'rectangle', fromSample: 3000, toSample: 3100, fLowHz: 500, fHighHz: 1500 } as const;
    const mask = { region, featherSamples: 0, featherHz: 0 };
    edits.apply(documentId, { kind: 'mask.add', trackId: trackIds[0]!, name: 'click', mask });
    const items = () => store.documentState(documentId).tracks[0]!.items;
    const before = items();
    await apply({ kind: 'mask', mask, action: { type: 'erase' } }, { startSample: 3000, endSample: 3100 });
    expect(items()).toEqual(before);
  });

  it('lays in what was copied out of a mask, elsewhere, on another track, moved in frequency, as it was when copied', async () => {
    const { handlers, documentId, trackIds, store, edits, apply, ...project } = effects(8000);
    const tracks = () => renderTracks({ store, documentId });
    const [first, second] = trackIds as [string, string];
    const tone = { kind: 'generate', sound: { type: 'tone', nSamples: 2000, levelDb: -6, hz: 1000 } };
    await apply(tone, { startSample: 2000, endSample: 4000 });
    const region = { kind: 'rectangle', fromSample: 2200, toSample: 3800, fLowHz: 800, fHighHz: 1200 } as const;
    const mask = { region, featherSamples: 100, featherHz: 50 };
    const span = { startSample: 0, endSample: 0 };
    const paste = { kind: 'pasteMasked', atSample: 5200, shiftHz: 500, gainDb: -6, mode: 'mix' };
    await expect(async () => apply(paste, span, 'none', [1])).rejects.toThrow('nothing was copied out of a mask');
    await handlers['effects.copyMasked']({ documentId, trackId: first, mask }, context);
    edits.apply(documentId, {
      kind: 'sound.delete',
      trackIds: [first],
      startSample: 0,
      endSample: 8000,
      ripple: 'none',
    });
    const before = tracks()[1]!;
    const target = { documentId, trackIds: [second], ...span, effect: paste };
    const heard = await handlers['effects.preview'](target, context);
    expect(await apply(paste, span, 'none', [1])).toMatchObject({ state: 'done' });
    const after = tracks()[1]!;
    expect(after.subarray(0, heard.startSample)).toEqual(before.subarray(0, heard.startSample));
    const laid = Float32Array.from(after.subarray(5500, 6500), (v, n) => v - before[5500 + n]!);
    const rms = Math.sqrt(laid.reduce((sum, v) => sum + v * v, 0) / laid.length);
    expect(20 * Math.log10(rms * Math.SQRT2)).toBeCloseTo(-12, 1);
    const crossings = laid.reduce((count, v, n) => (n > 0 && laid[n - 1]! < 0 && v >= 0 ? count + 1 : count), 0);
    expect(crossings / (laid.length / 8000)).toBeCloseTo(1500, -1);
    expect(store.undo(documentId)).toMatchObject({
      title: 'Paste masked sound, +500 Hz',
      command: { effect: { kind: 'pasteMasked', atSample: 5200 }, copied: { trackId: first, mask } },
    });
    expect(tracks()[1]).toEqual(before);
    expect(await apply({ ...paste, mode: 'replace' }, span, 'none', [1])).toMatchObject({
      state: 'failed',
      error: { message: 'shiftHz=500 must be 0 to replace what the mask covers' },
    });
    await project.audio.closeProject();
  });

  it('acts on what the magic wand finds', async () => {
    const project = effects(8000);
    const { handlers, documentId, trackIds, store } = project;
    const sourceId = sourceIdOf(
      store.documentState(documentId),
      findTrack(store.documentState(documentId), trackIds[0]!),
    );
    const seed = { sourceId, channel: 0, sample: 4000, hz: 1000, fftSize: 256, hopLength: 64 };
    const narrow = await handlers['effects.magicWand']({ ...seed, toleranceDb: 0 }, context);
    const wide = await handlers['effects.magicWand']({ ...seed, toleranceDb: 200 }, context);
    const cells = ({ columns }: typeof narrow) =>
      columns.flat().reduce((sum, bin, i) => sum + (i % 2 === 0 ? -bin : bin), 0);
    expect(narrow.kind).toBe('cells');
    expect(cells(narrow)).toBeGreaterThanOrEqual(1);
    expect(cells(wide)).toBeGreaterThan(cells(narrow));
    const mask = { region: narrow, featherSamples: 0, featherHz: 0 };
    const effect = { kind: 'mask', mask, action: { type: 'erase' } };
    expect(await project.apply(effect, { startSample: 0, endSample: 8000 })).toMatchObject({ state: 'done' });
  });

  it('that generates sound needs no span: it is put between two samples', async () => {
    const project = effects(6000);
    const [before] = renderTracks(project);
    const sound = { type: 'tone', nSamples: 500, levelDb: -6, hz: 1000 };
    await project.apply({ kind: 'generate', sound }, { startSample: 2000, endSample: 2000 }, 'track');
    const [after] = renderTracks(project);
    expect(after!.length).toBe(6500);
    expect(after!.subarray(0, 2000)).toEqual(before!.subarray(0, 2000));
    expect(after!.subarray(2500)).toEqual(before!.subarray(2000));
    expect(Math.max(...after!.subarray(2000, 2500))).toBeCloseTo(10 ** (-6 / 20), 3);
  });

  it('is refused with the rule it breaks, before anything is made', async () => {
    const project = effects();
    const span = { startSample: 0, endSample: 100 };
    await expect(async () => project.apply({ kind: 'gain', gainDb: 900 }, span)).rejects.toThrow(/gainDb=900/);
    await expect(async () => project.apply({ kind: 'nonsense' }, span)).rejects.toThrow(/nonsense/);
    await expect(async () => project.apply({ kind: 'reverse' }, { startSample: 5, endSample: 5 })).rejects.toThrow(
      /endSample=5 must lie after/,
    );
    expect(project.store.assets()).toHaveLength(2);
  });

  it('bug: corrections of sound that an effect replaced stayed on the new one', async () => {
    const project = effects(6000);
    const { edits, documentId, trackIds, store } = project;
    edits.apply(documentId, {
      kind: 'contour.correct',
      trackId: trackIds[0]!,
      channel: 0,
      corrections: [
        { kind: 'unvoice', startSample: 1500, endSample: 2500 },
        { kind: 'choose', atSample: 2000, hz: 200 },
        { kind: 'choose', atSample: 5000, hz: 210 },
      ],
    });
    const items = () =>
      store.documentState(documentId).tracks[0]!.items.map(({ startSample, endSample }) => [startSample, endSample]);
    const stretch = { kind: 'timeStretch', factor: 2 };
    await project.apply(stretch, { startSample: 2000, endSample: 4000 }, 'track');
    expect(items()).toEqual([
      [1500, 2000],
      [7000, 7000],
    ]);
    store.undo(documentId);
    await project.apply({ kind: 'reverse' }, { startSample: 2000, endSample: 4000 });
    expect(items()).toEqual([
      [1500, 2000],
      [5000, 5000],
    ]);
  });

  it.each([
    [
      2,
      'document',
      [
        [1000, 3000],
        [3000, 6000],
        [6000, 6001],
        [8000, 9000],
      ],
      [2000, 3000, 6000],
    ],
    [
      0.5,
      'document',
      [
        [1000, 2250],
        [2250, 3000],
        [3000, 3001],
        [5000, 6000],
      ],
      [2000, 2250, 3000],
    ],
    [
      2,
      'track',
      [
        [1000, 2500],
        [2500, 4000],
        [4000, 4001],
        [6000, 7000],
      ],
      [2000, 2500, 4000],
    ],
    [
      0.5,
      'none',
      [
        [1000, 2500],
        [2500, 4000],
        [4000, 4001],
        [6000, 7000],
      ],
      [2000, 2500, 4000],
    ],
  ] as const)(
    'bug: labels did not keep their place in stretched sound: ×%d, ripple %s',
    async (factor, ripple, after, points) => {
      const project = effects(8000);
      const { edits, documentId, store } = project;
      const add = (name: string, tierKind: 'interval' | 'point', places: readonly (readonly number[])[]) => {
        const tierId = edits.apply(documentId, { kind: 'tier.add', name, tierKind }).createdIds[0]!;
        const items = places.map(([startSample = 0, endSample = startSample], i) => ({
          startSample,
          endSample,
          label: `${i}`,
          attributes: null,
        }));
        edits.apply(documentId, { kind: 'tier.putItems', tierId, items });
      };
      add('words', 'interval', [
        [1000, 2500],
        [2500, 4000],
        [4000, 4001],
        [6000, 7000],
      ]);
      add('bursts', 'point', [[2000], [2500], [4000]]);
      await project.apply({ kind: 'timeStretch', factor }, { startSample: 2000, endSample: 4000 }, ripple);
      const [words, bursts] = store.documentState(documentId).tiers;
      expect(words!.items.map(({ startSample, endSample }) => [startSample, endSample])).toEqual(after);
      expect(bursts!.items.map(({ startSample }) => startSample)).toEqual(points);
    },
  );

  it('bug: recordings of an effect that failed later stayed in the project, unplayed', async () => {
    const project = effects(6000);
    const { jobs, store, audio, documentId, trackIds } = project;
    const edit = () => {
      throw new EngineError('E_DISK_FULL', 'no room');
    };
    const handlers = createEffectsService({
      store: () => store,
      audio,
      edits: { edit, clipboard: () => null },
      jobs,
      noteChange: () => undefined,
    });
    const target = { documentId, trackIds: [...trackIds], startSample: 0, endSample: 6000, ripple: 'none' as const };
    const { jobId } = await handlers['effects.apply']({ ...target, effect: { kind: 'invert' } }, context);
    expect(await jobs.settled(jobId)).toMatchObject({ state: 'failed', error: { code: 'E_DISK_FULL' } });
    expect(store.assets()).toHaveLength(2);
  });

  it('whose sound is edited meanwhile is not put over the edit', async () => {
    const project = effects(6000);
    const { jobs, handlers, documentId, trackIds, edits, store } = project;
    const target = { documentId, trackIds: [...trackIds], startSample: 0, endSample: 6000, ripple: 'none' as const };
    const { jobId } = await handlers['effects.apply']({ ...target, effect: { kind: 'invert' } }, context);
    edits.apply(documentId, { kind: 'sound.split', trackIds: [...trackIds], atSamples: [10] });
    const job = await jobs.settled(jobId);
    expect(job).toMatchObject({
      state: 'failed',
      error: { message: expect.stringMatching(/was edited while/) as unknown },
    });
    expect(store.editHistory(documentId).edits).toHaveLength(1);
  });
});
