/**
 * MPEG audio frames to samples: libmpg123 (LGPL-2.1) compiled to WASM by the package mpg123-decoder, which stays
 * unmodified and outside the bundle, so that users can replace it. Works on the package's WASM instance, because
 * its decode() repeats a failing read for ever.
 */
import { EngineError } from '../core/errors.ts';
import type { MpegHeader } from './mpegHeader.ts';
import type { PacketDecoder } from './packetDecoder.ts';
import type { Planar } from './planarStream.ts';

interface WasmArray<T> {
  readonly ptr: number;
  readonly len: number;
  readonly buf: T;
}

interface MpegInstance {
  readonly ready: Promise<void>;
  readonly _decoder: number;
  readonly _input: WasmArray<Uint8Array>;
  readonly _output: WasmArray<Float32Array>;
  readonly _samplesDecodedPtr: WasmArray<Uint32Array>;
  readonly _sampleRatePtr: WasmArray<Uint32Array>;
  readonly _errorStringPtr: WasmArray<Uint32Array>;
  readonly _common: {
    readonly wasm: {
      mpeg_decoder_feed(decoder: number, input: number, length: number): number;
      mpeg_decoder_read(
        decoder: number,
        output: number,
        outputLength: number,
        samplesDecoded: number,
        sampleRate: number,
        errorString: number,
      ): number;
    };
  };
  free(): void;
}

const needMore = -10;
const newFormat = -11;
const mostReadsPerFrame = 16;

export async function createMpegDecoder(header: MpegHeader): Promise<PacketDecoder> {
  const { MPEGDecoder } = await import('mpg123-decoder');
  const instance = new MPEGDecoder({ enableGapless: false }) as unknown as MpegInstance;
  await instance.ready;
  return new MpegFrames(instance, header);
}

class MpegFrames implements PacketDecoder {
  readonly format;
  private readonly instance: MpegInstance;
  private readonly header: MpegHeader;
  private freed = false;

  constructor(instance: MpegInstance, header: MpegHeader) {
    this.instance = instance;
    this.header = header;
    this.format = {
      codec: header.layer === 3 ? 'MP3' : `MPEG audio layer ${header.layer}`,
      sampleRateHz: header.sampleRateHz,
      channels: header.channels,
      sampleFormat: 'f32',
      bitsPerSample: null,
    } as const;
  }

  decode(frame: Uint8Array): Planar {
    const { _common, _decoder, _input } = this.instance;
    if (frame.length > _input.len) throw new EngineError('E_FORMAT', `an MPEG frame of ${frame.length} bytes`);
    _input.buf.set(frame);
    const fed = _common.wasm.mpeg_decoder_feed(_decoder, _input.ptr, frame.length);
    if (fed !== 0 && fed !== needMore) throw new EngineError('E_FORMAT', `libmpg123 reports ${fed} for a frame`);
    const pieces: Planar[] = [];
    for (let reads = 0; reads < mostReadsPerFrame; reads++) {
      const { status, piece } = this.read();
      if (piece) pieces.push(piece);
      if (status === needMore) break;
      if (status !== 0 && status !== newFormat) {
        throw new EngineError('E_FORMAT', `libmpg123 reports ${status} for a frame`);
      }
    }
    return this.join(pieces);
  }

  private read(): { status: number; piece: Planar | null } {
    const { _common, _decoder, _output, _samplesDecodedPtr, _sampleRatePtr, _errorStringPtr } = this.instance;
    _samplesDecodedPtr.buf[0] = 0;
    const status = _common.wasm.mpeg_decoder_read(
      _decoder,
      _output.ptr,
      _output.len,
      _samplesDecodedPtr.ptr,
      _sampleRatePtr.ptr,
      _errorStringPtr.ptr,
    );
    const length = _samplesDecodedPtr.buf[0];
    if (length === 0 || 2 * length > _output.len) return { status, piece: null };
    // the module always writes two channels, alike for mono
    const piece = Array.from({ length: this.header.channels }, (_, c) =>
      _output.buf.slice(c * length, (c + 1) * length),
    );
    return { status, piece };
  }

  private join(pieces: readonly Planar[]): Planar {
    if (pieces.length === 1) return pieces[0]!;
    return Array.from({ length: this.header.channels }, (_, c) => {
      const joined = new Float32Array(pieces.reduce((sum, piece) => sum + piece[c]!.length, 0));
      let at = 0;
      for (const piece of pieces) {
        joined.set(piece[c]!, at);
        at += piece[c]!.length;
      }
      return joined;
    });
  }

  lostSamples(): number {
    return this.header.samplesPerFrame;
  }

  free(): void {
    if (this.freed) return;
    this.freed = true;
    this.instance.free();
  }
}
