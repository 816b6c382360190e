import { writeJson } from '../../../main/engine/annotation/annotationJson.ts';
import { writeAudacity } from '../../../main/engine/annotation/audacity.ts';
import { writeAudition } from '../../../main/engine/annotation/audition.ts';
import { writeRaven } from '../../../main/engine/annotation/raven.ts';
import { writeEaf } from '../../../main/engine/annotation/writeEaf.ts';
import { writeSrt } from '../../../main/engine/annotation/srt.ts';
import { writeVtt } from '../../../main/engine/annotation/vtt.ts';
import { writeCsv } from '../../../main/engine/annotation/writeCsv.ts';
import { writeTextGrid } from '../../../main/engine/annotation/writeTextGrid.ts';
import { goldenDocument, interview } from './goldenDocument.ts';

/** The files that other programs were given to read, by name. */
export function goldenFiles(): Record<string, Uint8Array> {
  return {
    'long8.TextGrid': writeTextGrid(goldenDocument).bytes,
    'short16le.TextGrid': writeTextGrid(goldenDocument, { form: 'short', encoding: 'utf-16le' }).bytes,
    'long16be.TextGrid': writeTextGrid(goldenDocument, { encoding: 'utf-16be' }).bytes,
    'binary.TextGrid': writeTextGrid(goldenDocument, { form: 'binary' }).bytes,
    'cues.srt': writeSrt(goldenDocument).bytes,
    'labels.txt': writeAudacity(goldenDocument).bytes,
    'selections.txt': writeRaven(goldenDocument).bytes,
    'markers.csv': writeAudition(goldenDocument).bytes,
    'table.csv': writeCsv(goldenDocument).bytes,
    'document.json': writeJson(goldenDocument).bytes,
    'tiers.eaf': writeEaf(goldenDocument).bytes,
    'interview.eaf': writeEaf(interview()).bytes,
    'cues.vtt': writeVtt(goldenDocument).bytes,
  };
}
