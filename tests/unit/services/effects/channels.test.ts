import { expect, it } from 'vitest';
import type { ChannelOperation } from '../../../../preload/contract/effects.ts';
import { createAssetSamples } from '../../../../main/services/audio/assetSamples.ts';
import { createSourceResolver } from '../../../../main/services/audio/sourceResolver.ts';
import { createTrackReader } from '../../../../main/services/audio/trackReader.ts';
import { sourceIdOf } from '../../../../main/services/projects/sourceId.ts';
import { context, effects } from './effectsProject.ts';

type Project = ReturnType<typeof effects>;

/** Every channel of every track. */
function sound({ store, documentId }: Project): Float32Array[][] {
  const reader = createTrackReader(createAssetSamples());
  const resolver = createSourceResolver(() => store);
  const document = store.documents().find((candidate) => candidate.documentId === documentId)!;
  return document.tracks.map((track) => {
    const source = resolver.resolve(sourceIdOf(document, track));
    return Array.from({ length: track.channels }, (_, c) => reader.channel(source, c).read(0, source.lengthSamples));
  });
}

async function operate(project: Project, operation: ChannelOperation, which?: readonly number[]) {
  const { handlers, store, documentId, jobs } = project;
  const { tracks } = store.documentState(documentId);
  const trackIds = (which ?? tracks.map((_, i) => i)).map((i) => tracks[i]!.trackId);
  const { jobId } = await handlers['effects.channels']({ documentId, trackIds, operation }, context);
  expect(await jobs.settled(jobId)).toMatchObject({ state: 'done' });
}

/** One track of two channels: the numbers and their negatives, with a gap and a split in it. */
async function stereo(): Promise<Project> {
  const project = effects();
  const { edits, documentId, trackIds } = project;
  const ids = [...trackIds];
  edits.apply(documentId, { kind: 'sound.split', trackIds: ids, atSamples: [120] });
  edits.apply(documentId, { kind: 'sound.delete', trackIds: ids, startSample: 200, endSample: 250, ripple: 'none' });
  edits.apply(documentId, { kind: 'sound.gain', trackIds: [ids[1]!], startSample: 0, endSample: 400, gainDb: -6 });
  await operate(project, { kind: 'join' });
  return project;
}

const f = Math.fround;

it('joined tracks are the channels of one, as they sounded', async () => {
  const plain = effects();
  const [[a], [b]] = sound(plain) as [Float32Array[], Float32Array[]];
  const project = await stereo();
  const tracks = sound(project);
  expect(tracks).toHaveLength(1);
  const [left, right] = tracks[0]!;
  a!.forEach((value, n) => {
    const isGap = n >= 200 && n < 250;
    expect(left![n]).toBe(isGap ? 0 : value);
    expect(right![n]).toBeCloseTo(isGap ? 0 : b![n]! * 10 ** (-6 / 20), 10);
  });
});

it.each<[ChannelOperation, (l: number, r: number) => number[][]]>([
  [{ kind: 'mono' }, (l, r) => [[(l + r) / 2]]],
  [{ kind: 'swap' }, (l, r) => [[r, l]]],
  [{ kind: 'midSide' }, (l, r) => [[(l + r) / 2, (l - r) / 2]]],
  [{ kind: 'leftRight' }, (l, r) => [[l + r, l - r]]],
  [{ kind: 'duplicate', channel: 1 }, (_, r) => [[r, r]]],
  [{ kind: 'split' }, (l, r) => [[l], [r]]],
  [{ kind: 'extract', channel: 1 }, (l, r) => [[l, r], [r]]],
])('%j is what it says of every sample, keeps the gap, and is taken back and done again', async (operation, naive) => {
  const project = await stereo();
  const { store, documentId } = project;
  const before = sound(project);
  const [left, right] = before[0]!;
  await operate(project, operation);
  const after = sound(project);
  left!.forEach((l, n) => {
    expect(after.map((track) => track.map((channel) => channel[n]))).toEqual(
      naive(l, right![n]!).map((track) => track.map(f)),
    );
  });
  for (const { clips } of store.documentState(documentId).tracks)
    expect(
      clips.every(({ startSample, lengthSamples }) => startSample + lengthSamples <= 200 || startSample >= 250),
    ).toBe(true);
  store.undo(documentId);
  expect(sound(project)).toEqual(before);
  store.redo(documentId);
  expect(sound(project)).toEqual(after);
  expect(store.check()).toEqual([]);
});

it('mid and side and back is what it was', async () => {
  const project = await stereo();
  const before = sound(project);
  await operate(project, { kind: 'midSide' });
  await operate(project, { kind: 'leftRight' });
  sound(project)[0]!.forEach((channel, c) => {
    channel.forEach((value, n) => {
      expect(value).toBeCloseTo(before[0]![c]![n]!, 10);
    });
  });
});

it('names the tracks it makes, keeps gain and mute, and corrections go with their channel', async () => {
  const project = await stereo();
  const { store, edits, documentId } = project;
  const [track] = store.documentState(documentId).tracks;
  const { trackId } = track!;
  edits.apply(documentId, { kind: 'track.mix', trackId, gainDb: -3, isMuted: true });
  edits.apply(documentId, {
    ...{ kind: 'contour.correct', trackId, channel: 1 },
    corrections: [{ kind: 'unvoice', startSample: 10, endSample: 20 }],
  });
  await operate(project, { kind: 'split' });
  const { tracks } = store.documentState(documentId);
  expect(tracks.map(({ name, isMuted, items }) => [name, isMuted, items.length])).toEqual([
    ['numbers 1 left', true, 0],
    ['numbers 1 right', true, 1],
  ]);
  expect(tracks[1]!.items[0]!.payload).toMatchObject({ channel: 0 });
  expect(tracks[0]!.gain).toBeCloseTo(10 ** (-3 / 20), 12);
  await operate(project, { kind: 'join' });
  expect(store.documentState(documentId).tracks[0]!.items[0]!.payload).toMatchObject({ channel: 1 });
});

it('an empty track is split without a recording', async () => {
  const project = effects();
  const { store, edits, documentId } = project;
  edits.apply(documentId, { kind: 'track.add', name: 'empty', channels: 2 });
  const nAssets = store.assets().length;
  await operate(project, { kind: 'split' }, [2]);
  expect(
    store
      .documentState(documentId)
      .tracks.map(({ name }) => name)
      .slice(2),
  ).toEqual(['empty left', 'empty right']);
  expect(store.assets()).toHaveLength(nAssets);
});

it.each<[ChannelOperation, string]>([
  [{ kind: 'mono' }, '"numbers 1" has 1 channels, must have at least 2'],
  [{ kind: 'swap' }, '"numbers 1" has 1 channels, must have 2'],
  [{ kind: 'extract', channel: 1 }, '"numbers 1" has 1 channels, must have a channel 2'],
])('refuses %j of a mono track', (operation, message) => {
  const { handlers, documentId, trackIds } = effects();
  const input = { documentId, trackIds: [trackIds[0]!], operation };
  expect(() => handlers['effects.channels'](input, context)).toThrow(
    expect.objectContaining({ code: 'E_PARAM', message }),
  );
});

it('refuses to join one track', () => {
  const { handlers, documentId, trackIds } = effects();
  const input = { documentId, trackIds: [trackIds[0]!], operation: { kind: 'join' as const } };
  expect(() => handlers['effects.channels'](input, context)).toThrow(/at least 2 tracks/);
});

it('refuses to join a muted track with one that is heard', () => {
  const { handlers, edits, documentId, trackIds } = effects();
  edits.apply(documentId, { kind: 'track.mix', trackId: trackIds[1]!, gainDb: 0, isMuted: true });
  const input = { documentId, trackIds: [...trackIds], operation: { kind: 'join' as const } };
  expect(() => handlers['effects.channels'](input, context)).toThrow(/is muted and ".*" is not/);
});
