/**
 * Opus packets to samples at 48 kHz: libopus (BSD-3-Clause) compiled to WASM by the package opus-decoder (MIT).
 * Works on the package's WASM instance: its decodeFrame() writes every damaged packet to the console and holds
 * no packet above 256 kbit/s.
 */
import { EngineError } from '../core/errors.ts';
import { opusPacketSamples, opusRateHz } from './opusHeader.ts';
import type { OpusHeader } from './opusHeader.ts';
import type { PacketDecoder } from './packetDecoder.ts';
import type { Planar } from './planarStream.ts';

interface WasmArray<T> {
  readonly ptr: number;
  readonly len: number;
  readonly buf: T;
}

interface OpusInstance {
  readonly ready: Promise<void>;
  readonly _decoder: number;
  readonly _output: WasmArray<Float32Array>;
  readonly _common: {
    readonly wasm: {
      opus_frame_decode_float_deinterleaved(decoder: number, input: number, length: number, output: number): number;
    };
    allocateTypedArray(length: number, type: typeof Uint8Array): WasmArray<Uint8Array>;
  };
  free(): void;
}

const packetBytesPerChannel = 8_192; // six 20 ms frames of 1,275 bytes, the most a stream can send

/** @throws EngineError E_CODEC: the WASM module does not load */
export async function createOpusDecoder(header: OpusHeader): Promise<PacketDecoder> {
  const { OpusDecoder } = await import('opus-decoder');
  const instance = new OpusDecoder({
    channels: header.channels,
    streamCount: header.streams,
    coupledStreamCount: header.coupledStreams,
    channelMappingTable: [...header.mapping],
    preSkip: 0,
  }) as unknown as OpusInstance;
  await instance.ready;
  if (instance._decoder === 0) {
    throw new EngineError('E_CODEC', `libopus refuses ${header.streams} streams for ${header.channels} channels`);
  }
  return new OpusPackets(instance, header);
}

class OpusPackets implements PacketDecoder {
  readonly format;
  private readonly instance: OpusInstance;
  private readonly header: OpusHeader;
  private readonly input: WasmArray<Uint8Array>;
  private freed = false;

  constructor(instance: OpusInstance, header: OpusHeader) {
    this.instance = instance;
    this.header = header;
    this.input = instance._common.allocateTypedArray(packetBytesPerChannel * header.channels, Uint8Array);
    this.format = {
      codec: 'Opus',
      sampleRateHz: opusRateHz,
      channels: header.channels,
      sampleFormat: 'f32',
      bitsPerSample: null,
    } as const;
  }

  decode(packet: Uint8Array): Planar {
    if (packet.length > this.input.len || opusPacketSamples(packet) === 0) {
      throw new EngineError('E_FORMAT', `an Opus packet of ${packet.length} bytes is impossible`);
    }
    this.input.buf.set(packet);
    const { _common, _decoder, _output } = this.instance;
    const length = _common.wasm.opus_frame_decode_float_deinterleaved(
      _decoder,
      this.input.ptr,
      packet.length,
      _output.ptr,
    );
    if (length < 0) throw new EngineError('E_FORMAT', `libopus reports ${length} for a packet`);
    const gain = this.header.outputGain;
    return Array.from({ length: this.header.channels }, (_, c) => {
      const samples = _output.buf.slice(c * length, (c + 1) * length);
      if (gain !== 1) for (let n = 0; n < length; n++) samples[n] = samples[n]! * gain;
      return samples;
    });
  }

  lostSamples(packet: Uint8Array): number {
    return opusPacketSamples(packet);
  }

  free(): void {
    if (this.freed) return;
    this.freed = true;
    this.instance.free();
  }
}
