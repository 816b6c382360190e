import { readJson } from '../../main/engine/annotation/annotationJson.ts';
import { readAudacity } from '../../main/engine/annotation/audacity.ts';
import { readAudition } from '../../main/engine/annotation/audition.ts';
import { readAnnotationText, type AnnotationText } from '../../main/engine/annotation/readAnnotationText.ts';
import { readCsv } from '../../main/engine/annotation/readCsv.ts';
import { readEaf } from '../../main/engine/annotation/readEaf.ts';
import { readRaven } from '../../main/engine/annotation/raven.ts';
import { readWavCues } from '../../main/engine/annotation/readWavCues.ts';
import { writeWavCues } from '../../main/engine/annotation/writeWavCues.ts';
import { readSrt } from '../../main/engine/annotation/srt.ts';
import { readVtt } from '../../main/engine/annotation/vtt.ts';
import { bufferSource } from '../../main/engine/audio/bufferSource.ts';
import { bufferSink } from '../../main/engine/audio/byteSink.ts';
import { createWavWriter } from '../../main/engine/audio/wavWriter.ts';
import { EngineError } from '../../main/engine/core/errors.ts';
import { goldenDocument } from '../golden/annotations/goldenDocument.ts';
import { goldenFiles } from '../golden/annotations/goldenFiles.ts';
import { fuzz } from './harness.ts';

const golden = await goldenFiles();

type Reader = (text: AnnotationText, name: string) => unknown;

/** Every input goes to every reader; the last refusal is that of the target. */
function fuzzReaders(name: string, files: readonly string[], readers: readonly Reader[]): void {
  fuzz({
    name,
    seeds: files.map((file) => ({ name: file, bytes: golden[file]! })),
    run: async (bytes) => {
      await Promise.resolve();
      const text = readAnnotationText(bytes);
      const refusals = readers.map((read) => refusalOf(() => read(text, 'fuzz')));
      const refusal = refusals.includes(null) ? null : refusals.at(-1);
      if (refusal) throw refusal;
    },
  });
}

function refusalOf(read: () => unknown): EngineError | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof EngineError && error.code !== 'E_INTERNAL') return error;
    throw error;
  }
}

fuzzReaders('annotation-cues', ['cues.srt', 'cues.vtt'], [readSrt, readVtt, readJson]);
fuzzReaders(
  'annotation-tables',
  ['labels.txt', 'selections.txt', 'markers.csv', 'table.csv'],
  [readAudacity, readRaven, readAudition, readCsv],
);
fuzzReaders('annotation-eaf', ['tiers.eaf', 'interview.eaf'], [readEaf]);

/** Two samples of sound: mutations hit the cues. */
async function wavSeed(): Promise<Uint8Array> {
  const wav = bufferSink();
  const writer = await createWavWriter(wav, { sampleRateHz: 8000, channels: 1, format: 's16', nSamples: 2 });
  await writer.write({ channels: [new Float32Array(2)], nSamples: 2 });
  await writer.finish();
  const sink = bufferSink();
  await writeWavCues(bufferSource('seed.wav', wav.bytes()), sink, goldenDocument);
  return sink.bytes();
}

fuzz({
  name: 'wav-cues',
  seeds: [{ name: 'cues.wav', bytes: await wavSeed() }],
  run: async (bytes) => {
    const document = await readWavCues(bufferSource('fuzz.wav', bytes), 'fuzz');
    await writeWavCues(bufferSource('fuzz.wav', bytes), bufferSink(), document);
  },
});
