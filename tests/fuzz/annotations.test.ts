import { readAnnotationText } from '../../main/engine/annotation/readAnnotationText.ts';
import { readSrt } from '../../main/engine/annotation/srt.ts';
import { readVtt } from '../../main/engine/annotation/vtt.ts';
import { goldenFiles } from '../golden/annotations/goldenFiles.ts';
import { fuzz } from './harness.ts';

const seedsOf = (extension: string) =>
  Object.entries(goldenFiles())
    .filter(([name]) => name.endsWith(extension))
    .map(([name, bytes]) => ({ name, bytes }));

const readers = { '.srt': readSrt, '.vtt': readVtt } as const;

for (const [extension, read] of Object.entries(readers))
  fuzz({
    name: `annotations${extension.replace('.', '-')}`,
    seeds: seedsOf(extension),
    run: async (bytes) => {
      await Promise.resolve(read(readAnnotationText(bytes), 'fuzz'));
    },
  });
