/** Magnitudes in a .npy file, as `stft --output magnitude` writes them. */
import { EngineError } from '../../engine/core/errors.ts';
import { decodeNpyHeader } from '../../engine/core/npy.ts';
import type { MagnitudeFrames } from '../../engine/dsp/phase/magnitudeFrames.ts';
import { openSource } from './openInput.ts';

const headBytes = 65_536;

/** @returns one a channel. @throws EngineError E_FORMAT: not .npy, or cut short; E_SHAPE: not float32 of two or three dimensions; as openSource */
export async function readMagnitudes(path: string, signal: AbortSignal | undefined): Promise<MagnitudeFrames[]> {
  const source = await openSource(path, signal);
  try {
    const { type, shape, dataStart } = decodeNpyHeader(await source.read(0, headBytes));
    const dims = shape.length === 2 ? [1, ...shape] : shape;
    const [nChannels = 0, nFrames = 0, nBins = 0] = dims;
    if (type !== 'float32' || dims.length !== 3)
      throw new EngineError(
        'E_SHAPE',
        `"${path}" is ${type} [${shape.join(', ')}], must be float32 of 2 or 3 dimensions`,
      );
    const channelBytes = 4 * nFrames * nBins;
    const channels: MagnitudeFrames[] = [];
    for (let c = 0; c < nChannels; c++) {
      const bytes = await source.read(dataStart + c * channelBytes, channelBytes);
      if (bytes.length !== channelBytes)
        throw new EngineError(
          'E_FORMAT',
          `"${path}" ends early: [${shape.join(', ')}] needs ${nChannels * channelBytes} bytes of values`,
        );
      channels.push({ values: new Float32Array(Uint8Array.from(bytes).buffer), nFrames, nBins });
    }
    return channels;
  } finally {
    await source.close();
  }
}
