import { readFile, writeFile } from 'node:fs/promises';
import { inProject } from '../../scripts/projectPaths.ts';

/** Writes the 16 kHz sentence again and again, 11 s each time, as one WAV: made in no time, however long. */
export async function writeRepeatedSpeech(path: string, times: number): Promise<void> {
  const sentence = await readFile(inProject('tests/fixtures/jfk.wav'));
  const dataAt = sentence.indexOf('data') + 8;
  const header = Buffer.from(sentence.subarray(0, dataAt));
  const samples = sentence.subarray(dataAt);
  header.writeUInt32LE(dataAt - 8 + samples.length * times, 4);
  header.writeUInt32LE(samples.length * times, dataAt - 4);
  await writeFile(path, [header, ...Array.from({ length: times }, () => samples)]);
}
