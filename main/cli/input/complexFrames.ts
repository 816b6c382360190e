/** A complex spectrogram in a .npy file, read a few frames at a time. */
import { EngineError } from '../../engine/core/errors.ts';
import { decodeNpyHeader } from '../../engine/core/npy.ts';
import type { ComplexFrames } from '../../engine/dsp/stft.ts';
import { openSource } from './openInput.ts';

export interface ComplexFramesFile {
  readonly name: string;
  readonly nChannels: number;
  readonly nFrames: number;
  readonly nBins: number;
  read(channel: number, firstFrame: number, nFrames: number): Promise<ComplexFrames>;
  close(): Promise<void>;
}

const headBytes = 65_536;
const bytesPerValue = 8; // re, im as float32

/** @throws EngineError E_FORMAT: not .npy, or cut short; E_SHAPE: not complex64 of two or three dimensions; as openSource */
export async function openComplexFrames(path: string, signal: AbortSignal | undefined): Promise<ComplexFramesFile> {
  const source = await openSource(path, signal);
  try {
    const { type, shape, dataStart } = decodeNpyHeader(await source.read(0, headBytes));
    const dims = shape.length === 2 ? [1, ...shape] : shape;
    const [nChannels, nFrames, nBins] = dims;
    if (type !== 'complex64' || dims.length !== 3)
      throw new EngineError(
        'E_SHAPE',
        `"${path}" is ${type} [${shape.join(', ')}], must be complex64 of 2 or 3 dimensions`,
      );
    const wanted = dataStart + bytesPerValue * nChannels! * nFrames! * nBins!;
    if (!(source.size !== null && source.size >= wanted))
      throw new EngineError('E_FORMAT', `"${path}" has ${source.size} bytes, [${shape.join(', ')}] needs ${wanted}`);
    const frameBytes = bytesPerValue * nBins!;
    return {
      name: path,
      nChannels: nChannels!,
      nFrames: nFrames!,
      nBins: nBins!,
      async read(channel, first, count) {
        const offset = dataStart + (channel * nFrames! + first) * frameBytes;
        return deinterleave(await source.read(offset, count * frameBytes), count, nBins!);
      },
      close: () => source.close(),
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}

function deinterleave(bytes: Uint8Array, nFrames: number, nBins: number): ComplexFrames {
  const values = new Float32Array(Uint8Array.from(bytes).buffer);
  if (values.length !== 2 * nFrames * nBins) throw new EngineError('E_IO', 'the file was cut while it was read');
  const re = new Float32Array(nFrames * nBins);
  const im = new Float32Array(nFrames * nBins);
  for (let i = 0; i < re.length; i++) {
    re[i] = values[2 * i]!;
    im[i] = values[2 * i + 1]!;
  }
  return { re, im, nFrames, nBins };
}
