import type { AudioBlock } from '../engine/audio/source.ts';
import { EngineError } from '../engine/core/errors.ts';
import { istft } from '../engine/dsp/istft.ts';
import { stftFraming, type StftParams } from '../engine/dsp/stftParams.ts';
import type { ComplexFramesFile } from './input/complexFrames.ts';

const pieceValues = 2 ** 20; // 8 MiB of frames

interface InverseBlock {
  readonly block: AudioBlock;
  readonly framesDone: number;
}

/**
 * `istft` of any length in bounded memory: frames c … c′−1 complete the samples c·H … c′·H−1 of the padded signal once
 * the frames before c that reach into them are there too, so each piece gives the very samples of the whole.
 */
export async function* inverseBlocks(
  frames: ComplexFramesFile,
  params: StftParams & { readonly length?: number | undefined },
  framesPerPiece = Math.max(1, Math.floor(pieceValues / frames.nBins)),
): AsyncGenerator<InverseBlock, void, undefined> {
  const { fftSize: N, hopLength: H, padSamples: p } = stftFraming(params);
  const { nChannels, nFrames, nBins } = frames;
  if (nBins !== N / 2 + 1)
    throw new EngineError('E_SHAPE', `"${frames.name}" has ${nBins} bins, n-fft=${N} gives ${N / 2 + 1}`);
  const length = params.length ?? Math.max(0, (nFrames - 1) * H + N - 2 * p);
  for (let first = 0; first < nFrames; first += framesPerPiece) {
    const last = Math.min(nFrames, first + framesPerPiece);
    const reaching = Math.max(0, first - Math.ceil(N / H) + 1);
    const end = last === nFrames ? length + p : last * H; // on the padded signal
    const skipped = Math.max(first * H, p) - reaching * H;
    const pieceLength = Math.min(end, length + p) - reaching * H;
    if (pieceLength <= skipped) continue;
    const channels: Float32Array[] = [];
    for (let c = 0; c < nChannels; c++) {
      const part = await frames.read(c, reaching, last - reaching);
      channels.push(istft(part, { ...params, pad: 'none', length: pieceLength }).subarray(skipped));
    }
    yield { block: { channels, nSamples: pieceLength - skipped }, framesDone: last };
  }
}
