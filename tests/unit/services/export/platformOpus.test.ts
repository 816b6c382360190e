/** The encoder window, seen from the studio host, by a page whose "encoder" gives real packets for every 20 ms. */
import { readFileSync } from 'node:fs';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { FromDecoder, ToDecoder } from '../../../../preload/contract/decoder.ts';
import { bufferSource } from '../../../../main/engine/audio/bufferSource.ts';
import { bufferSink } from '../../../../main/engine/audio/byteSink.ts';
import { ByteReader } from '../../../../main/engine/audio/byteReader.ts';
import { nextOggPage, OggPacketizer } from '../../../../main/engine/audio/oggPages.ts';
import { createDecoderLink } from '../../../../main/services/audio/decoderLink.ts';
import { findPlatformOpus } from '../../../../main/services/export/platformOpus.ts';
import type { SoundEncoder } from '../../../../main/services/export/soundEncoder.ts';
import { nodePort } from '../../../../main/services/ports/nodePort.ts';
import { inProject } from '../../../../scripts/projectPaths.ts';
import { decodeAll } from '../../engine/audio/decodeAll.ts';

const fixture = new Uint8Array(readFileSync(inProject('tests/fixtures/audio/ogg-opus.opus')));
const reader = new ByteReader(bufferSource('opus', fixture));
const packetizer = new OggPacketizer();
const packets: Uint8Array[] = [];
for (let page = await nextOggPage(reader); page !== null; page = await nextOggPage(reader))
  packets.push(...packetizer.take(page).packets);
const [head, , ...sound] = packets;

function startPage({ isSupported = true, failsAt = Infinity } = {}) {
  const { port1, port2 } = new MessageChannel();
  const seen = { blocks: 0, ahead: 0, mostAhead: 0, closed: 0 };
  let samples = 0;
  let sent = 0;
  const post = (message: FromDecoder) => {
    port1.postMessage(message);
  };
  const give = (encoderId: number) => {
    for (; samples >= 960; samples -= 960, sent++)
      post({
        ...{ t: 'encoderPacket', encoderId, data: sound[sent % sound.length]! },
        description: sent === 0 ? head! : null,
      });
  };
  port1.on('message', (message: ToDecoder) => {
    if (!('encoderId' in message)) return;
    const { encoderId } = message;
    if (message.t === 'encoderCheck') post({ t: 'encoderChecked', encoderId, isSupported });
    else if (message.t === 'encoderOpen') post({ t: 'encoderNeed', encoderId });
    else if (message.t === 'encoderBlock') {
      seen.blocks++;
      samples += message.channels[0]!.length;
      if (seen.blocks >= failsAt) post({ t: 'encoderError', encoderId, message: 'out of order' });
      give(encoderId);
      post({ t: 'encoderNeed', encoderId });
    } else if (message.t === 'encoderFlush') {
      samples += 959;
      give(encoderId);
      post({ t: 'encoderDone', encoderId });
    } else seen.closed++;
  });
  const link = createDecoderLink(() => {
    link.connect(nodePort(port2));
  });
  return { encoder: link.platformEncoder, seen, die: () => port1.close() };
}

const tags = { title: 'T', artist: '', date: '', comment: '', software: 'S' };

async function encode(encoder: SoundEncoder, nSamples: number, signal?: AbortSignal) {
  const sink = bufferSink();
  const layout = { format: { kind: 'opus', kbps: 64 }, sampleRateHz: 48_000, channels: 1, nSamples, tags } as const;
  const encoding = await encoder.open({ path: '', sink: () => Promise.resolve(sink) }, layout, signal);
  try {
    for (let at = 0; at < nSamples; at += 30_000) {
      const count = Math.min(30_000, nSamples - at);
      await encoding.write({ channels: [new Float32Array(count)], nSamples: count });
    }
    await encoding.finish();
  } finally {
    encoding.close();
  }
  return sink.bytes();
}

describe('Opus by the platform', () => {
  it.each([1, 960, 48_001])('%i samples come out as so many', async (nSamples) => {
    const page = startPage();
    const bytes = await encode((await findPlatformOpus(page.encoder))!, nSamples);
    const { info } = await decodeAll(bytes);
    expect(info).toMatchObject({ nSamples, sampleRateHz: 48_000, channels: 1 });
    await expect.poll(() => page.seen.closed).toBe(2); // of the question, and of the encoding
  });

  it('is not there where the platform has none', async () => {
    expect(await findPlatformOpus(startPage({ isSupported: false }).encoder)).toBeNull();
  });

  it('tells what the platform says, ends when the window dies, and when it is cancelled', async () => {
    const failing = (await findPlatformOpus(startPage({ failsAt: 2 }).encoder))!;
    await expect(encode(failing, 100_000)).rejects.toThrow('the platform’s encoder for opus failed: out of order');
    const page = startPage();
    const dying = (await findPlatformOpus(page.encoder))!;
    page.die();
    await expect(encode(dying, 1000)).rejects.toMatchObject({ code: 'E_CODEC' });
    const aborter = new AbortController();
    aborter.abort();
    const cancelled = (await findPlatformOpus(startPage().encoder))!;
    await expect(encode(cancelled, 1000, aborter.signal)).rejects.toMatchObject({ code: 'E_ABORTED' });
  });
});
