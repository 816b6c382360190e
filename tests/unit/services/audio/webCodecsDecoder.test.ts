import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { FromDecoder, ToDecoder } from '../../../../preload/contract/decoder.ts';
import { createDecoderLink } from '../../../../main/services/audio/decoderLink.ts';
import { nodePort } from '../../../../main/services/ports/nodePort.ts';

const config = { codec: 'mp4a.40.2', sampleRateHz: 48_000, channels: 1, description: null };

/** A decoder page whose "codec" is one sample a packet byte; asks for two packets at a time. */
function startPage() {
  const { port1, port2 } = new MessageChannel();
  let ahead = 0;
  let mostAhead = 0;
  let closed = 0;
  const post = (message: FromDecoder) => {
    port1.postMessage(message);
  };
  port1.on('message', (message: ToDecoder) => {
    if ('encoderId' in message) throw new Error('no encoder is asked for here');
    const { streamId } = message;
    if (message.t === 'open') post({ t: 'need', streamId, packets: 2 });
    else if (message.t === 'packet') {
      mostAhead = Math.max(mostAhead, ++ahead);
      if (message.data[0] === 255) post({ t: 'error', streamId, message: 'bad packet' });
      else post({ t: 'block', streamId, sampleRateHz: 48_000, channels: [Float32Array.from(message.data)] });
      if (ahead === 2) {
        ahead = 0;
        post({ t: 'need', streamId, packets: 2 });
      }
    } else if (message.t === 'flush') post({ t: 'done', streamId });
    else closed++;
  });
  return {
    port: port2,
    die: () => {
      port1.close();
    },
    seen: () => ({ mostAhead, closed }),
  };
}

async function* packets(values: readonly number[]) {
  await Promise.resolve();
  for (const value of values) yield { data: Uint8Array.of(value), timestampSec: 0, durationSec: 0 };
}

async function decode(link: ReturnType<typeof createDecoderLink>, values: readonly number[], signal?: AbortSignal) {
  const samples: number[] = [];
  for await (const block of link.platformDecoder.decodePackets(config, packets(values), signal ? { signal } : {}))
    samples.push(...block.channels[0]!);
  return samples;
}

describe('the decoder window, seen from the studio host', () => {
  it('is asked for when first needed and fed only as fast as it asks', async () => {
    let wanted = 0;
    const page = startPage();
    const link = createDecoderLink(() => {
      wanted++;
      link.connect(nodePort(page.port));
    });
    expect(await decode(link, [1, 2, 3, 4, 5])).toEqual([1, 2, 3, 4, 5]);
    expect(await decode(link, [6])).toEqual([6]);
    expect(wanted).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(page.seen()).toEqual({ mostAhead: 2, closed: 2 });
    page.die();
  });

  it('passes on the decoder’s own error, ends when the window closes, and reopens it', async () => {
    let page = startPage();
    const link = createDecoderLink(() => {
      page = startPage();
      link.connect(nodePort(page.port));
    });
    await expect(decode(link, [1, 255])).rejects.toMatchObject({
      code: 'E_CODEC',
      message: expect.stringContaining('bad packet'),
    });
    const endless = decode(
      link,
      Array.from({ length: 100_000 }, () => 7),
    );
    page.die();
    await expect(endless).rejects.toMatchObject({ code: 'E_CODEC', message: expect.stringContaining('closed') });
    expect(await decode(link, [9])).toEqual([9]);
    page.die();
  });

  it('does not wait for a window that is not open yet when cancelled', async () => {
    const link = createDecoderLink(() => undefined);
    const aborter = new AbortController();
    const waiting = decode(link, [1], aborter.signal);
    aborter.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'E_ABORTED' });
    await expect(decode(link, [1], aborter.signal)).rejects.toMatchObject({ code: 'E_ABORTED' });
  });

  it('ends when cancelled', async () => {
    const page = startPage();
    const link = createDecoderLink(() => {
      link.connect(nodePort(page.port));
    });
    const aborter = new AbortController();
    const endless = decode(
      link,
      Array.from({ length: 1_000_000 }, () => 7),
      aborter.signal,
    );
    aborter.abort();
    await expect(endless).rejects.toMatchObject({ code: 'E_ABORTED' });
    page.die();
  });
});
