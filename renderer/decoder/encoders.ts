/** One AudioEncoder per number, fed on demand, packets back. */
import type { EncoderConfig, FromEncoder, ToEncoder } from '../../preload/contract/decoder.ts';

const blocksAhead = 4; // in the encoder at most, each as long as the sender makes it

function platformConfig({ codec, sampleRateHz, channels, bitsPerSecond }: EncoderConfig): AudioEncoderConfig {
  return {
    ...{ codec, sampleRate: sampleRateHz, numberOfChannels: channels, bitrate: bitsPerSecond },
    opus: { frameDuration: 20_000, format: 'opus' },
  };
}

class Encoding {
  readonly #encoder: AudioEncoder;
  readonly #config: EncoderConfig;
  readonly #post: (message: FromEncoder) => void;
  readonly #encoderId: number;
  #asked = 0; // blocks asked for and not yet received
  #nSamples = 0;
  #hasFlushed = false;

  constructor(encoderId: number, config: EncoderConfig, post: (message: FromEncoder) => void) {
    this.#encoderId = encoderId;
    this.#config = config;
    this.#post = post;
    this.#encoder = new AudioEncoder({
      output: (chunk, metadata) => {
        const data = new Uint8Array(chunk.byteLength);
        chunk.copyTo(data);
        post({ t: 'encoderPacket', encoderId, data, description: bytesOf(metadata?.decoderConfig?.description) });
      },
      error: ({ message }) => {
        post({ t: 'encoderError', encoderId, message });
      },
    });
    this.#encoder.ondequeue = () => {
      this.#ask();
    };
    this.#encoder.configure(platformConfig(config));
    this.#ask();
  }

  encode(channels: readonly Float32Array[]): void {
    this.#asked--;
    const { sampleRateHz } = this.#config;
    const numberOfFrames = channels[0]?.length ?? 0;
    const planar = new Float32Array(numberOfFrames * channels.length);
    channels.forEach((channel, c) => {
      planar.set(channel, c * numberOfFrames);
    });
    const data = new AudioData({
      ...{ format: 'f32-planar', sampleRate: sampleRateHz, numberOfFrames, numberOfChannels: channels.length },
      ...{ timestamp: Math.round((1e6 * this.#nSamples) / sampleRateHz), data: planar },
    });
    this.#nSamples += numberOfFrames;
    this.#encoder.encode(data);
    data.close();
    this.#ask();
  }

  async flush(): Promise<void> {
    this.#hasFlushed = true;
    await this.#encoder.flush();
    this.#post({ t: 'encoderDone', encoderId: this.#encoderId });
  }

  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }

  #ask(): void {
    while (!this.#hasFlushed && this.#encoder.encodeQueueSize + this.#asked < blocksAhead) {
      this.#asked++;
      this.#post({ t: 'encoderNeed', encoderId: this.#encoderId });
    }
  }
}

function bytesOf(description: AllowSharedBufferSource | undefined): Uint8Array | null {
  if (description === undefined) return null;
  if (ArrayBuffer.isView(description))
    return new Uint8Array(description.buffer, description.byteOffset, description.byteLength).slice();
  return new Uint8Array(description).slice();
}

export function createEncoders(post: (message: FromEncoder) => void): { act(message: ToEncoder): void } {
  const encodings = new Map<number, Encoding>();
  const run = async (message: ToEncoder): Promise<void> => {
    const { encoderId } = message;
    const encoding = encodings.get(encoderId);
    if (message.t === 'encoderCheck') {
      const { supported } = await AudioEncoder.isConfigSupported(platformConfig(message.config));
      post({ t: 'encoderChecked', encoderId, isSupported: supported === true });
    } else if (message.t === 'encoderOpen') encodings.set(encoderId, new Encoding(encoderId, message.config, post));
    else if (message.t === 'encoderBlock') encoding?.encode(message.channels);
    else if (message.t === 'encoderFlush') await encoding?.flush();
    else {
      encoding?.close();
      encodings.delete(encoderId);
    }
  };
  return {
    act(message) {
      run(message).catch((error: unknown) => {
        const text = error instanceof Error ? error.message : String(error);
        post({ t: 'encoderError', encoderId: message.encoderId, message: text });
      });
    },
  };
}
