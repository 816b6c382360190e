/** The platform's decoder as something that is opened when first needed and reopened when its window died. */
import type { WirePort } from '../../../preload/contract/rpc.ts';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import type { PlatformAudioDecoder } from '../../engine/audio/source.ts';
import { createWebCodecsDecoder } from './webCodecsDecoder.ts';

const openTimeoutMs = 10_000;

export interface DecoderLink {
  readonly platformDecoder: PlatformAudioDecoder;
  connect(port: WirePort): void;
}

export function createDecoderLink(wantDecoder: () => void): DecoderLink {
  let current: PlatformAudioDecoder | null = null;
  const waiters = new Set<(decoder: PlatformAudioDecoder) => void>();

  const connected = (signal: AbortSignal | undefined): Promise<PlatformAudioDecoder> => {
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
      const accept = (decoder: PlatformAudioDecoder) => {
        stopWaiting();
        resolve(decoder);
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
        yield* (await connected(options?.signal)).decodePackets(config, packets, options);
      },
    },
    connect(port) {
      const decoder = createWebCodecsDecoder(port);
      current = decoder;
      port.onClose(() => {
        if (current === decoder) current = null;
      });
      for (const accept of waiters) accept(decoder);
    },
  };
}
