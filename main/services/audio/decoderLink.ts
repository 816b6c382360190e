/** The platform's codecs as something that is opened when first needed and reopened when its window died. */
import type { WirePort } from '../../../preload/contract/rpc.ts';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import type { PlatformAudioDecoder } from '../../engine/audio/source.ts';
import { createWebCodecsDecoder } from './webCodecsDecoder.ts';
import { createWebCodecsEncoder, type PlatformAudioEncoder } from './webCodecsEncoder.ts';

interface PlatformCodecs {
  readonly decoder: PlatformAudioDecoder;
  readonly encoder: PlatformAudioEncoder;
}

const openTimeoutMs = 10_000;

export interface DecoderLink {
  readonly platformDecoder: PlatformAudioDecoder;
  readonly platformEncoder: PlatformAudioEncoder;
  connect(port: WirePort): void;
}

export function createDecoderLink(wantDecoder: () => void): DecoderLink {
  let current: PlatformCodecs | null = null;
  const waiters = new Set<(codecs: PlatformCodecs) => void>();

  const connected = (signal: AbortSignal | undefined): Promise<PlatformCodecs> => {
    throwIfAborted(signal);
    if (current !== null) return Promise.resolve(current);
    return new Promise((resolve, reject) => {
      const stopWaiting = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        waiters.delete(accept);
      };
      const giveUp = () => {
        stopWaiting();
        reject(new EngineError('E_ABORTED', 'cancelled'));
      };
      const accept = (codecs: PlatformCodecs) => {
        stopWaiting();
        resolve(codecs);
      };
      const timer = setTimeout(() => {
        stopWaiting();
        reject(new EngineError('E_CODEC', `the decoder window did not open within ${openTimeoutMs / 1000} s`));
      }, openTimeoutMs);
      signal?.addEventListener('abort', giveUp);
      waiters.add(accept);
      wantDecoder();
    });
  };

  return {
    platformDecoder: {
      name: 'WebCodecs',
      async *decodePackets(config, packets, options) {
        const { decoder } = await connected(options?.signal);
        yield* decoder.decodePackets(config, packets, options);
      },
    },
    platformEncoder: {
      isSupported: async (config, signal) => (await connected(signal)).encoder.isSupported(config, signal),
      open: async (config, signal) => (await connected(signal)).encoder.open(config, signal),
    },
    connect(port) {
      const codecs = { decoder: createWebCodecsDecoder(port), encoder: createWebCodecsEncoder(port) };
      current = codecs;
      port.onClose(() => {
        if (current === codecs) current = null;
      });
      for (const accept of waiters) accept(codecs);
    },
  };
}
