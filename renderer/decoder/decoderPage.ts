/** The hidden page: one AudioDecoder per stream, fed on demand, planar samples back. Sandboxed, no Node, no network. */
import type { DecoderConfig, FromDecoder, ToDecoder, ToEncoder } from '../../preload/contract/decoder.ts';
import { createEncoders } from './encoders.ts';

const packetsAhead = 32; // queued in the decoder at most; AAC packets are about 23 ms

class Stream {
  readonly #decoder: AudioDecoder;
  readonly #post: (message: FromDecoder) => void;
  readonly #streamId: number;
  #asked = 0; // packets asked for and not yet received
  #hasFlushed = false;

  constructor(streamId: number, config: DecoderConfig, post: (message: FromDecoder) => void) {
    this.#streamId = streamId;
    this.#post = post;
    this.#decoder = new AudioDecoder({
      output: (data) => {
        this.#send(data);
      },
      error: (error) => {
        post({ t: 'error', streamId, message: error.message });
      },
    });
    const { codec, sampleRateHz, channels, description } = config;
    this.#decoder.ondequeue = () => {
      this.#ask();
    };
    this.#decoder.configure({
      codec,
      sampleRate: sampleRateHz,
      numberOfChannels: channels,
      ...(description === null ? {} : { description: Uint8Array.from(description) }),
    });
    this.#ask();
  }

  decode(message: ToDecoder & { t: 'packet' }): void {
    this.#asked--;
    this.#decoder.decode(
      new EncodedAudioChunk({
        type: 'key',
        timestamp: Math.round(message.timestampSec * 1e6),
        duration: Math.round(message.durationSec * 1e6),
        data: Uint8Array.from(message.data),
      }),
    );
    this.#ask();
  }

  async flush(): Promise<void> {
    this.#hasFlushed = true;
    await this.#decoder.flush();
    this.#post({ t: 'done', streamId: this.#streamId });
  }

  close(): void {
    if (this.#decoder.state !== 'closed') this.#decoder.close();
  }

  #ask(): void {
    const packets = packetsAhead - this.#decoder.decodeQueueSize - this.#asked;
    if (this.#hasFlushed || packets < packetsAhead / 2) return;
    this.#asked += packets;
    this.#post({ t: 'need', streamId: this.#streamId, packets });
  }

  #send(data: AudioData): void {
    const channels = Array.from({ length: data.numberOfChannels }, (_, planeIndex) => {
      const plane = new Float32Array(data.numberOfFrames);
      data.copyTo(plane, { planeIndex, format: 'f32-planar' });
      return plane;
    });
    this.#post({ t: 'block', streamId: this.#streamId, sampleRateHz: data.sampleRate, channels });
    data.close();
  }
}

function serve(port: MessagePort): void {
  const streams = new Map<number, Stream>();
  const post = (message: FromDecoder) => {
    port.postMessage(message);
  };
  const encoders = createEncoders(post);
  const act = async (message: Exclude<ToDecoder, ToEncoder>): Promise<void> => {
    const { streamId } = message;
    const stream = streams.get(streamId);
    if (message.t === 'open') streams.set(streamId, new Stream(streamId, message.config, post));
    else if (message.t === 'packet') stream?.decode(message);
    else if (message.t === 'flush') await stream?.flush();
    else {
      stream?.close();
      streams.delete(streamId);
    }
  };
  port.onmessage = ({ data }: MessageEvent<ToDecoder>) => {
    if ('encoderId' in data) {
      encoders.act(data);
      return;
    }
    act(data).catch((error: unknown) => {
      post({ t: 'error', streamId: data.streamId, message: error instanceof Error ? error.message : String(error) });
    });
  };
}

window.addEventListener('message', ({ source, data, ports }: MessageEvent<{ nonce?: unknown } | null>) => {
  const port = ports[0];
  if (source === window && data?.nonce === 'decoder' && port !== undefined) serve(port);
});
