import { readJson } from '../../main/engine/annotation/annotationJson.ts';
import { readAudacity } from '../../main/engine/annotation/audacity.ts';
import { readAudition } from '../../main/engine/annotation/audition.ts';
import { readAnnotationText, type AnnotationText } from '../../main/engine/annotation/readAnnotationText.ts';
import { readCsv } from '../../main/engine/annotation/readCsv.ts';
import { readEaf } from '../../main/engine/annotation/readEaf.ts';
import { readRaven } from '../../main/engine/annotation/raven.ts';
import { readSrt } from '../../main/engine/annotation/srt.ts';
import { readVtt } from '../../main/engine/annotation/vtt.ts';
import { EngineError } from '../../main/engine/core/errors.ts';
import { goldenFiles } from '../golden/annotations/goldenFiles.ts';
import { fuzz } from './harness.ts';

type Reader = (text: AnnotationText, name: string) => unknown;

/** Every input goes to every reader; the last refusal is that of the target. */
function fuzzReaders(name: string, files: readonly string[], readers: readonly Reader[]): void {
  const golden = goldenFiles();
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
