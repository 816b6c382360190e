/** WebCodecs in the hidden window as an encoder. Blocks go out only as fast as the window asks for them. */
import type { EncoderConfig, FromDecoder, FromEncoder, ToEncoder } from '../../../preload/contract/decoder.ts';
import type { WirePort } from '../../../preload/contract/rpc.ts';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';

export interface EncodedPacket {
  readonly data: Uint8Array;
  readonly description: Uint8Array | null; // beside the first
}

export interface PlatformEncoding {
  /** @returns the packets that are ready by now. @throws EngineError E_CODEC, E_ABORTED */
  write(channels: readonly Float32Array[]): Promise<EncodedPacket[]>;
  /** @returns the rest */
  flush(): Promise<EncodedPacket[]>;
  close(): void;
}

export interface PlatformAudioEncoder {
  isSupported(config: EncoderConfig, signal?: AbortSignal): Promise<boolean>;
  open(config: EncoderConfig, signal?: AbortSignal): Promise<PlatformEncoding>;
}

/** What has arrived for one encoder and is not yet taken. */
interface Inbox {
  readonly messages: FromEncoder[];
  wake: () => void;
}

export function createWebCodecsEncoder(port: WirePort): PlatformAudioEncoder {
  const inboxes = new Map<number, Inbox>();
  let nextEncoderId = 1;
  const deliver = (message: FromEncoder) => {
    const inbox = inboxes.get(message.encoderId);
    inbox?.messages.push(message);
    inbox?.wake();
  };
  port.onMessage((message) => {
    const answer = message as FromDecoder;
    if ('encoderId' in answer) deliver(answer);
  });
  port.onClose(() => {
    for (const encoderId of inboxes.keys())
      deliver({ t: 'encoderError', encoderId, message: 'the encoder window has closed' });
  });
  const post = (message: ToEncoder) => {
    port.post(message);
  };

  /** @returns what is asked of an encoder, by number */
  const start = (config: EncoderConfig, signal: AbortSignal | undefined) => {
    const encoderId = nextEncoderId++;
    const inbox: Inbox = { messages: [], wake: () => undefined };
    inboxes.set(encoderId, inbox);
    const wake = () => {
      inbox.wake();
    };
    signal?.addEventListener('abort', wake);
    return {
      encoderId,
      /** The next message that is no failure. */
      async next(): Promise<Exclude<FromEncoder, { t: 'encoderError' }>> {
        for (;;) {
          throwIfAborted(signal);
          const message = inbox.messages.shift();
          if (message?.t === 'encoderError')
            throw new EngineError('E_CODEC', `the platform’s encoder for ${config.codec} failed: ${message.message}`);
          if (message !== undefined) return message;
          await new Promise<void>((resolve) => (inbox.wake = resolve));
        }
      },
      hasMessages: () => inbox.messages.length > 0,
      end() {
        signal?.removeEventListener('abort', wake);
        inboxes.delete(encoderId);
        post({ t: 'encoderClose', encoderId });
      },
    };
  };

  return {
    async isSupported(config, signal) {
      const talk = start(config, signal);
      try {
        post({ t: 'encoderCheck', encoderId: talk.encoderId, config });
        const answer = await talk.next();
        return answer.t === 'encoderChecked' && answer.isSupported;
      } finally {
        talk.end();
      }
    },
    open(config, signal) {
      throwIfAborted(signal);
      const talk = start(config, signal);
      const { encoderId } = talk;
      let room = 0;
      const packets: EncodedPacket[] = [];
      const take = async () => {
        const message = await talk.next();
        if (message.t === 'encoderNeed') room++;
        if (message.t === 'encoderPacket') packets.push({ data: message.data, description: message.description });
        return message.t;
      };
      post({ t: 'encoderOpen', encoderId, config });
      return Promise.resolve({
        async write(channels) {
          while (room === 0 || talk.hasMessages()) await take();
          room--;
          post({ t: 'encoderBlock', encoderId, channels });
          return packets.splice(0);
        },
        async flush() {
          post({ t: 'encoderFlush', encoderId });
          while ((await take()) !== 'encoderDone');
          return packets.splice(0);
        },
        close() {
          talk.end();
        },
      });
    },
  };
}
