/** WebCodecs in the hidden decoder window as a PlatformAudioDecoder. Packets go out only as fast as the window asks for them. */
import type { FromDecoder, FromEncoder, ToDecoder } from '../../../preload/contract/decoder.ts';
import type { WirePort } from '../../../preload/contract/rpc.ts';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import type { AudioBlock, PlatformAudioDecoder } from '../../engine/audio/source.ts';

type Answer = Exclude<FromDecoder, FromEncoder>;
type DecodedBlock = AudioBlock & { readonly sampleRateHz: number };
type Packets = Parameters<PlatformAudioDecoder['decodePackets']>[1];
type Packet = Packets extends AsyncIterable<infer P> ? P : never;

/** What has arrived for one stream and is not yet taken. */
interface Inbox {
  readonly messages: Answer[];
  wake: () => void;
}

export function createWebCodecsDecoder(port: WirePort): PlatformAudioDecoder {
  const inboxes = new Map<number, Inbox>();
  let nextStreamId = 1;

  const deliver = (message: Answer) => {
    const inbox = inboxes.get(message.streamId);
    inbox?.messages.push(message);
    inbox?.wake();
  };
  port.onMessage((message) => {
    const answer = message as FromDecoder;
    if ('streamId' in answer) deliver(answer);
  });
  port.onClose(() => {
    for (const streamId of inboxes.keys()) deliver({ t: 'error', streamId, message: 'the decoder window has closed' });
  });
  const post = (message: ToDecoder) => {
    port.post(message);
  };

  return {
    name: 'WebCodecs',
    async *decodePackets(config, packets, { signal } = {}): AsyncIterable<DecodedBlock> {
      const streamId = nextStreamId++;
      const inbox: Inbox = { messages: [], wake: () => undefined };
      inboxes.set(streamId, inbox);
      const wakeOnAbort = () => {
        inbox.wake();
      };
      signal?.addEventListener('abort', wakeOnAbort);
      try {
        post({ t: 'open', streamId, config });
        const source = packets[Symbol.asyncIterator]();
        for (;;) {
          throwIfAborted(signal);
          const message = inbox.messages.shift();
          if (message === undefined) await new Promise<void>((resolve) => (inbox.wake = resolve));
          else if (message.t === 'need') await sendPackets(streamId, source, message.packets, post);
          else if (message.t === 'block') yield toBlock(message.channels, message.sampleRateHz);
          else if (message.t === 'done') return;
          else
            throw new EngineError('E_CODEC', `the platform's decoder for ${config.codec} failed: ${message.message}`);
        }
      } finally {
        signal?.removeEventListener('abort', wakeOnAbort);
        inboxes.delete(streamId);
        post({ t: 'close', streamId });
      }
    },
  };
}

async function sendPackets(
  streamId: number,
  source: AsyncIterator<Packet, unknown>,
  count: number,
  post: (message: ToDecoder) => void,
): Promise<void> {
  for (let i = 0; i < count; i++) {
    const next = await source.next();
    if (next.done === true) {
      post({ t: 'flush', streamId });
      return;
    }
    post({ t: 'packet', streamId, ...next.value });
  }
}

function toBlock(channels: readonly Float32Array[], sampleRateHz: number): DecodedBlock {
  return { channels, sampleRateHz, nSamples: channels[0]?.length ?? 0 };
}
