import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnnotationDocument } from '../../../../main/engine/annotation/annotationDocument.ts';
import { readWavCues } from '../../../../main/engine/annotation/readWavCues.ts';
import { writeWavCues } from '../../../../main/engine/annotation/writeWavCues.ts';
import { bufferSource } from '../../../../main/engine/audio/bufferSource.ts';
import { bufferSink } from '../../../../main/engine/audio/byteSink.ts';
import { openWav } from '../../../../main/engine/audio/wav.ts';
import { listWavChunks } from '../../../../main/engine/audio/wavChunkList.ts';
import { createWavWriter } from '../../../../main/engine/audio/wavWriter.ts';
import { anyLabel, arbitraryDocument, lineLabel } from './arbitraryDocument.ts';

const jfk = new Uint8Array(readFileSync(new URL('../../../fixtures/jfk.wav', import.meta.url)));
const rateHz = 16_000;

async function withCues(wav: Uint8Array, document: AnnotationDocument) {
  const sink = bufferSink();
  const notes = await writeWavCues(bufferSource('in.wav', wav), sink, document);
  return { bytes: sink.bytes(), notes };
}
const cuesOf = (wav: Uint8Array) => readWavCues(bufferSource('x.wav', wav), 'cues');
const chunksOf = async (wav: Uint8Array) =>
  (await listWavChunks(bufferSource('x.wav', wav))).chunks.map(({ id }) => id);
const item = (startSec: number, endSec: number, label: string, extra: object = {}) => ({
  startSec,
  endSec,
  label,
  ...extra,
});
const documentOf = (...items: AnnotationDocument['tiers'][number]['items']): AnnotationDocument => ({
  startSec: 0,
  endSec: null,
  tiers: [{ kind: 'interval', name: 'cues', items }],
  notes: [],
});
async function samplesOf(wav: Uint8Array): Promise<number[]> {
  const decoder = await openWav(bufferSource('x.wav', wav));
  const all: number[] = [];
  for await (const { channels, nSamples } of decoder.blocks()) all.push(...channels[0]!.subarray(0, nSamples));
  return all;
}

describe('cues of WAV files', () => {
  it('come back identical on the grid of samples, with the sound untouched', async () => {
    const document = arbitraryDocument({
      rateHz,
      label: anyLabel,
      maxTiers: 1,
      itemExtra: fc.option(lineLabel).map((note) => (note === null ? {} : { fields: { note } })),
    });
    await fc.assert(
      fc.asyncProperty(document, async (original) => {
        const { bytes, notes } = await withCues(jfk, original);
        expect(notes).toEqual(['1 tier: the name is not kept.']);
        const { tiers } = await readWavCues(bufferSource('x.wav', bytes), original.tiers[0]!.name);
        expect(tiers).toEqual(original.tiers);
      }),
      { numRuns: 60 },
    );
    const { bytes } = await withCues(jfk, documentOf(item(1, 2, 'x')));
    expect(await samplesOf(bytes)).toEqual(await samplesOf(jfk));
    expect(new DataView(bytes.buffer).getUint32(4, true)).toBe(bytes.length - 8);
  });

  it('replace those that were there, keep other chunks, and none leaves none', async () => {
    const once = (await withCues(jfk, documentOf(item(1, 2, 'old')))).bytes;
    const twice = (await withCues(once, documentOf(item(3, 3, 'new')))).bytes;
    expect((await cuesOf(twice)).tiers).toEqual([{ kind: 'point', name: 'cues', items: [item(3, 3, 'new')] }]);
    const before = await chunksOf(jfk);
    expect(await chunksOf(twice)).toEqual([...before, 'cue ', 'LIST']);
    const none = (await withCues(twice, documentOf())).bytes;
    expect(Buffer.from(none).equals(jfk)).toBe(true);
  });

  it('RF64 keeps its sizes, an odd number of bytes its pad', async () => {
    const sink = bufferSink();
    const writer = await createWavWriter(sink, { sampleRateHz: 8000, channels: 1, format: 's24' });
    await writer.write({ channels: [Float32Array.of(0.5, -0.5, 0.25)], nSamples: 3 });
    await writer.finish();
    const wav = sink.bytes();
    const rf64 = wav.slice();
    rf64.set(new TextEncoder().encode('RF64'));
    rf64.set(new TextEncoder().encode('ds64'), 12);
    const view = new DataView(rf64.buffer);
    view.setBigUint64(20, BigInt(wav.length - 8), true);
    view.setBigUint64(28, 9n, true);
    for (const one of [wav, rf64]) {
      const { bytes } = await withCues(one, documentOf(item(0.0001, 0.0003, 'ö')));
      expect(await samplesOf(bytes)).toEqual([0.5, -0.5, 0.25]);
      expect((await cuesOf(bytes)).tiers[0]?.items).toEqual([item(1 / 8000, 2 / 8000, 'ö')]);
    }
    const { bytes, notes } = await withCues(rf64, documentOf(item(0.0001, 0.0003, 'ö')));
    expect(new DataView(bytes.buffer).getBigUint64(20, true)).toBe(BigInt(bytes.length - 8));
    expect(notes).toContain('2 times: rounded to the sample.');
  });

  it('reads Latin-1 labels, texts of ltxt, labels without a cue', async () => {
    const { bytes } = await withCues(jfk, documentOf(item(1, 2, 'caf?'), item(3, 4, 'b')));
    bytes[Buffer.from(bytes).indexOf('caf?') + 3] = 0xe9;
    bytes[Buffer.from(bytes).lastIndexOf('labl') + 8] = 77;
    const document = await cuesOf(bytes);
    expect(document.tiers[0]?.items).toEqual([item(1, 2, 'café'), item(3, 4, '')]);
    expect(document.notes).toEqual([
      '1 label: not Unicode, letters with accents were guessed.',
      '1 label: of no cue, left out.',
    ]);
  });

  it('what lies behind the 32 bits of a cue is left out and said', async () => {
    const { bytes, notes } = await withCues(jfk, documentOf(item(1, 2, 'a'), item(300_000, 300_001, 'late')));
    expect((await cuesOf(bytes)).tiers[0]?.items).toEqual([item(1, 2, 'a')]);
    expect(notes).toContain('1 item: behind sample 4,294,967,295, left out.');
  });

  it('two thousand cues come back', async () => {
    const items = Array.from({ length: 2000 }, (_, i) => item(i / 200, i / 200, `cue ${i}`));
    const { bytes } = await withCues(jfk, documentOf(...items));
    expect((await cuesOf(bytes)).tiers[0]?.items).toEqual(items);
  });

  it('a file without cues has none; what is no WAV is refused', async () => {
    expect(await cuesOf(jfk)).toEqual({ startSec: 0, endSec: null, tiers: [], notes: [] });
    await expect(cuesOf(new Uint8Array(100))).rejects.toThrow('"x.wav" is no WAV file of known length');
    await expect(cuesOf(new Uint8Array(5))).rejects.toThrow('"x.wav" ends in its header');
  });
});
