/** What the goldens say: `writeGoldens.ts` writes it in every format, and other programs read those files. */
import { readFileSync } from 'node:fs';
import type { AnnotationDocument } from '../../../main/engine/annotation/annotationDocument.ts';
import { readAnnotationText } from '../../../main/engine/annotation/readAnnotationText.ts';
import { readEaf } from '../../../main/engine/annotation/readEaf.ts';

const item = (startSec: number, endSec: number, label: string, extra: object = {}) => ({
  startSec,
  endSec,
  label,
  ...extra,
});

export const goldenDocument: AnnotationDocument = {
  startSec: 0,
  endSec: 11,
  tiers: [
    {
      kind: 'interval',
      name: 'words',
      language: 'eng',
      speaker: 'Ann "A"',
      items: [
        item(0.32, 0.74, 'And so, "my"'),
        item(0.74, 1.25, 'fellow äé ʃ 語 🎵'),
        item(3.5, 4.001, 'two\nlines <b> & more'),
        item(4.001, 10.5, '= +1; {x} \\ end'),
      ],
    },
    {
      kind: 'interval',
      name: 'phönes',
      items: [item(0.32, 0.5, 'æ', { lowHz: 120.5, highHz: 4000 }), item(0.5, 0.74, 'n̩')],
    },
    { kind: 'point', name: 'bell', items: [item(1.5, 1.5, 'x'), item(2.25, 2.25, 'ŋ 2')] },
  ],
  notes: [],
};

/** Tiers with hierarchy, references and a controlled vocabulary. */
export function interview(): AnnotationDocument {
  return readEaf(readAnnotationText(readFileSync(new URL('../../fixtures/eaf/interview.eaf', import.meta.url))));
}
