import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentInfo } from '../../main/services/projects/projectInfo.ts';
import { notAborted, openAudioStudio } from '../harness/audioStudio.ts';
import type { AudioStudio } from '../harness/audioStudio.ts';

const flacPath = new URL('../../resources/samples/jfk.flac', import.meta.url).pathname;

describe('playback of the shipped recording', () => {
  let studio: AudioStudio;
  let sourceId: string;
  beforeAll(async () => {
    studio = openAudioStudio();
    sourceId = (await studio.importFile(flacPath)).sourceId;
  });
  afterAll(() => studio.close());

  const play = async (change: object, blocks = 64) => {
    studio.events.length = 0;
    const request = { sourceId, startSample: 0, endSample: 10_000_000, loop: false, band: null, ...change };
    const info = await studio.audio.handlers['audio.openPlayback'](request, notAborted);
    await studio.audio.handlers['audio.grantPlayback']({ streamId: info.streamId, blocks }, notAborted);
    const sent = studio.events.flatMap((event) => (event.kind === 'playback' ? [event.block] : []));
    const channels = [0, 1].map((c) => Float32Array.from(sent.flatMap((block) => [...block.channels[c]!])));
    return { info, sent, channels };
  };

  it('is the very samples of the selection', async () => {
    const { info, sent, channels } = await play({ startSample: 100_001, endSample: 180_002 });
    expect(info).toMatchObject({ sampleRateHz: 44_100, channels: 2, startSample: 100_001, endSample: 180_002 });
    for (const c of [0, 1]) expect(channels[c]).toEqual(studio.audio.readChannel(sourceId, c, 100_001, 80_001));
    expect(sent.at(-1)?.last).toBe(true);
  });

  it('ends with the recording, however far the selection goes', async () => {
    const { lengthSamples } = studio.audio.source(sourceId);
    const { info, channels } = await play({ startSample: lengthSamples - 1000 });
    expect(info.endSample).toBe(lengthSamples);
    expect(channels[0]).toHaveLength(1000);
    await expect(play({ startSample: lengthSamples })).rejects.toMatchObject({ code: 'E_PARAM' });
  });

  it('of a band keeps its place: speech below 4 kHz correlates with itself at no delay', async () => {
    const range = { startSample: 100_000, endSample: 160_000 };
    const { channels } = await play({ ...range, band: { lowHz: 0, highHz: 4000 } });
    const plain = studio.audio.readChannel(sourceId, 0, 100_000, 60_000);
    const band = channels[0]!;
    expect(band).toHaveLength(60_000);
    const correlation = (delay: number) => {
      let sum = 0;
      for (let i = 100; i < 59_900; i++) sum += plain[i]! * band[i + delay]!;
      return sum;
    };
    const delays = [-3, -2, -1, 0, 1, 2, 3];
    const best = delays.reduce((a, b) => (correlation(b) > correlation(a) ? b : a));
    expect(best).toBe(0);
  });

  it('of a document of several tracks is heard whole: the second track too', async () => {
    const [document] = studio.store.documents();
    const { assetId } = document!.tracks[0]!.clips[0]!;
    const trackId = studio.store.insertTrack(document!.documentId, { name: 'again', channels: 2 });
    const clip = { assetId, startSample: 0, lengthSamples: 50_000, assetOffsetSamples: 30_000 };
    studio.store.insertClip(trackId, clip);
    const { mix } = documentInfo(studio.store.documents()[0]!);
    const { info, channels } = await play({ sourceId: mix!.sourceId, startSample: 10_000, endSample: 20_000 });
    expect(info.channels).toBe(2);
    const expected = studio.audio.readChannel(sourceId, 1, 10_000, 10_000);
    studio.audio.readChannel(sourceId, 1, 40_000, 10_000).forEach((value, n) => (expected[n]! += value));
    expect(channels[1]).toEqual(expected);
    await expect(play({ sourceId: `${document!.documentId}@0000000000000000` })).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
    });
  });

  it('goes on with further grants and stops when closed', async () => {
    const { info, sent } = await play({ loop: true, endSample: 60_000 }, 3);
    expect(sent).toHaveLength(3);
    await studio.audio.handlers['audio.grantPlayback']({ streamId: info.streamId, blocks: 5 }, notAborted);
    expect(studio.events.filter(({ kind }) => kind === 'playback')).toHaveLength(8);
    await studio.audio.handlers['audio.closePlayback']({ streamId: info.streamId }, notAborted);
    const late = studio.audio.handlers['audio.grantPlayback']({ streamId: info.streamId, blocks: 1 }, notAborted);
    await expect(late).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });

  it('snaps to a zero crossing beside a point of speech', async () => {
    const request = { sourceId, channel: 0, sample: 150_000 };
    const { sample } = await studio.audio.handlers['audio.zeroCrossing'](request, notAborted);
    const [before, at] = studio.audio.readChannel(sourceId, 0, sample - 1, 2);
    expect(before! < 0).not.toBe(at! < 0);
    expect(Math.abs(sample - 150_000)).toBeLessThan(2000);
  });
});
