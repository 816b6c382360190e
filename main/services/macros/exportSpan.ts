/** What a macro exports: a span of the mix of a document as a sound file, its labels beside it. */
import { join } from 'node:path';
import type { Macro } from '../../../preload/contract/macros.ts';
import { annotationFormats } from '../../engine/annotation/annotationFormats.ts';
import { nameWithoutExtension } from '../../engine/annotation/readAnnotations.ts';
import { createFlacWriter } from '../../engine/audio/flacWriter.ts';
import { createWavWriter } from '../../engine/audio/wavWriter.ts';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { DocumentState } from '../../store/documentState.ts';
import { mixSource } from '../audio/sourceResolver.ts';
import { createTimeSlice } from '../audio/timeSlice.ts';
import type { EffectSite } from '../effects/effectOnState.ts';
import { annotationsOfTiers } from '../tiers/annotationsOfTiers.ts';
import { lengthOfState, type MacroSpan } from './macroSpans.ts';
import type { ExportStep } from './runSteps.ts';
import { writeNewFile, type NewFileRules } from './writeNewFile.ts';

const pieceSamples = 65_536;
const sampleFormats = { '16': 's16', '24': 's24', '32f': 'f32' } as const;

export interface ExportPlace extends NewFileRules {
  readonly folder: string;
  readonly macro: Macro;
  readonly outputs: string[]; // gets the path of every file that was written
  readonly notes: string[];
}

export function exporter({ store, audio }: EffectSite, place: ExportPlace) {
  let n = 0;
  return async (document: DocumentState, step: ExportStep, span: MacroSpan, work: WorkOptions): Promise<void> => {
    const { format = 'wav', bits = '24' } = step;
    const base = fileName(step.name, {
      name: nameWithoutExtension(document.name),
      n: ++n,
      label: span.label,
      macro: place.macro.name,
    });
    const path = join(place.folder, `${base}.${format}`);
    const source = mixSource(store, document);
    if (source.channels === 0)
      throw new EngineError('E_PARAM', `${document.name} has 0 tracks, must have at least 1 to export`);
    const planes = Array.from({ length: source.channels }, (_, c) => audio.channel(source, c));
    const report = await writeNewFile(path, place, async (sink) => {
      const layout = { sampleRateHz: document.sampleRateHz, channels: planes.length };
      const writer =
        format === 'flac'
          ? await createFlacWriter(sink, { ...layout, format: flacFormat(bits) })
          : await createWavWriter(sink, { ...layout, format: sampleFormats[bits] });
      const yieldIfDue = createTimeSlice();
      for (let at = span.startSample; at < span.endSample; at += pieceSamples) {
        throwIfAborted(work.signal);
        const nSamples = Math.min(pieceSamples, span.endSample - at);
        await writer.write({ channels: planes.map((plane) => plane.read(at, nSamples).slice()), nSamples });
        await yieldIfDue();
      }
      return writer.finish();
    });
    place.outputs.push(path);
    if (report.clippedSamples > 0)
      place.notes.push(`${base}.${format}: ${report.clippedSamples} samples beyond full scale were clipped`);
    const isWhole = span.startSample === 0 && span.endSample === lengthOfState(document);
    if (isWhole && document.tiers.length > 0)
      await writeLabels(join(place.folder, `${base}.TextGrid`), document, place);
  };
}

function flacFormat(bits: '16' | '24' | '32f'): 's16' | 's24' {
  if (bits === '32f') throw new EngineError('E_PARAM', 'bits=32f must be 16 or 24 in FLAC');
  return sampleFormats[bits];
}

async function writeLabels(path: string, document: DocumentState, place: ExportPlace): Promise<void> {
  const { sampleRateHz, tiers } = document;
  const labels = annotationsOfTiers(tiers, { sampleRateHz, lengthSamples: lengthOfState(document) });
  const { bytes } = annotationFormats.textgrid.write(labels, {});
  await writeNewFile(path, place, (sink) => sink.write(bytes));
  place.outputs.push(path);
}

const fields = ['name', 'n', 'label', 'macro'] as const;

/** What no file name can hold becomes _. @throws EngineError E_PARAM: a field that there is not */
export function fileName(template: string, values: Readonly<Record<(typeof fields)[number], string | number>>): string {
  const filled = template.replace(/\{([^{}]*)\}/g, (_, wanted: string) => {
    const field = fields.find((name) => name === wanted);
    if (field === undefined)
      throw new EngineError(
        'E_PARAM',
        `name={${wanted}} is no field; there are: ${fields.map((name) => `{${name}}`).join(' ')}`,
      );
    return String(values[field]);
  });
  const plain = filled
    .replace(/[/\\:*?"<>|\p{Cc}]/gu, '_')
    .trim()
    .slice(0, 200);
  return plain === '' ? 'sound' : plain.startsWith('.') ? `_${plain}` : plain;
}
