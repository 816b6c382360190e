import { writeJson } from '../../../main/engine/annotation/annotationJson.ts';
import { writeAudacity } from '../../../main/engine/annotation/audacity.ts';
import { writeAudition } from '../../../main/engine/annotation/audition.ts';
import { writeRaven } from '../../../main/engine/annotation/raven.ts';
import { writeEaf } from '../../../main/engine/annotation/writeEaf.ts';
import { writeSrt } from '../../../main/engine/annotation/srt.ts';
import { writeVtt } from '../../../main/engine/annotation/vtt.ts';
import { writeCsv } from '../../../main/engine/annotation/writeCsv.ts';
import { writeWavCues } from '../../../main/engine/annotation/writeWavCues.ts';
import { bufferSource } from '../../../main/engine/audio/bufferSource.ts';
import { bufferSink } from '../../../main/engine/audio/byteSink.ts';
import { createWavWriter } from '../../../main/engine/audio/wavWriter.ts';
import { writeTextGrid } from '../../../main/engine/annotation/writeTextGrid.ts';
import { goldenDocument, interview } from './goldenDocument.ts';

/** The files that other programs were given to read, by name. */
export async function goldenFiles(): Promise<Record<string, Uint8Array>> {
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
    'cues.wav': await wavWithCues(),
    'cues.vtt': writeVtt(goldenDocument).bytes,
  };
}

/** Eleven seconds of silence at 1 kHz. */
async function wavWithCues(): Promise<Uint8Array> {
  const silence = bufferSink();
  const writer = await createWavWriter(silence, { sampleRateHz: 1000, channels: 1, format: 's16' });
  await writer.write({ channels: [new Float32Array(11_000)], nSamples: 11_000 });
  await writer.finish();
  const sink = bufferSink();
  await writeWavCues(bufferSource('silence.wav', silence.bytes()), sink, goldenDocument);
  return sink.bytes();
}
