/** Recordings of any length made of real speech: no test keeps hundreds of megabytes, and silence alone proves nothing. */
import { open } from 'node:fs/promises';
import { openAudio } from '../../main/engine/audio/openAudio.ts';
import { openFileSource } from '../../main/services/audio/fileSource.ts';
import { inProject } from '../../scripts/projectPaths.ts';

const sampleRateHz = 44_100;
const headerBytes = 44;
const pieceFrames = 65_536;
const pauseSec = [0.4, 2.1, 0.7, 1.3, 3.2];
const gains = [1, 0.5, 0.8, 0.25, 0.65, 0.1, 0.9];

/** Writes a stereo 16-bit WAV: the sample sentence again and again, each time with another gain and pause. */
export async function writeSpeechFile(path: string, durationSec: number): Promise<void> {
  const speech = await speechFrames();
  const nFrames = Math.round(durationSec * sampleRateHz);
  const file = await open(path, 'w');
  try {
    await file.write(wavHeader(nFrames));
    const frames = repeated(speech);
    const piece = new Int16Array(2 * pieceFrames);
    for (let done = 0; done < nFrames; done += pieceFrames) {
      for (let i = 0; i < piece.length; i++) piece[i] = frames.next().value;
      await file.write(piece, 0, 4 * Math.min(pieceFrames, nFrames - done));
    }
  } finally {
    await file.close();
  }
}

/** The sample recording as interleaved 16-bit frames. */
async function speechFrames(): Promise<Int16Array> {
  const decoder = await openAudio(await openFileSource(inProject('resources/samples/jfk.flac')));
  const frames: number[] = [];
  for await (const { channels, nSamples } of decoder.blocks()) {
    for (let i = 0; i < nSamples; i++) for (const channel of channels) frames.push(Math.round(channel[i]! * 32_000));
  }
  await decoder.close();
  return Int16Array.from(frames);
}

/** Pauses hold noise of a bit or two, as a room does: they must not all be one block of zeros. */
function* repeated(speech: Int16Array): Generator<number, never> {
  let state = 1;
  for (let turn = 0; ; turn++) {
    const gain = gains[turn % gains.length]!;
    for (const sample of speech) yield Math.round(sample * gain);
    for (let i = 2 * Math.round(pauseSec[turn % pauseSec.length]! * sampleRateHz); i > 0; i--) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      yield (state >>> 29) - 4;
    }
  }
}

function wavHeader(nFrames: number): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.write('RIFF', 0);
  header.writeUInt32LE(headerBytes - 8 + 4 * nFrames, 4);
  header.write('WAVEfmt ', 8);
  [16, 0x00_02_00_01, sampleRateHz, 4 * sampleRateHz, 0x00_10_00_04].forEach((word, i) => {
    header.writeUInt32LE(word, 16 + 4 * i);
  });
  header.write('data', 36);
  header.writeUInt32LE(4 * nFrames, 40);
  return header;
}
