import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteSink } from '../../engine/audio/byteSink.ts';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { AudioService } from '../../services/audio/createAudioService.ts';
import { documentInfo } from '../../services/projects/projectInfo.ts';
import { openProjectStore } from '../../store/openProjectStore.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { runBatch } from '../batch/runBatch.ts';
import type { CliContext } from '../cliContext.ts';
import { writeOutput } from '../output/outputFile.ts';
import { warn } from '../output/printResult.ts';
import { bitsFor, containerOf, createSoundWriter, writeWarnings } from '../output/soundFile.ts';
import type { SoundBits, SoundContainer } from '../output/soundFile.ts';
import { soundText } from '../output/soundText.ts';
import { withFileErrors } from '../process/fileErrors.ts';
import { audioOf } from './audioOf.ts';
import { requireOnePlace } from '../batch/planOutputs.ts';

export interface ExportOptions {
  readonly document?: string;
  readonly out?: string;
  readonly outDir?: string;
  readonly format?: SoundContainer;
  readonly bits?: SoundBits;
  readonly force?: boolean;
  readonly json?: boolean;
}

type Document = ReturnType<typeof documentInfo>;

const pieceSamples = 65_536;

export async function exportDocuments(file: string, options: ExportOptions, context: CliContext): Promise<void> {
  const { out, outDir, format, force = false, json = false } = options;
  requireOnePlace(options);
  const container = out === undefined ? (format ?? 'wav') : containerOf(out, format);
  const store = openProjectStore(file, { readOnly: true });
  try {
    const documents = chosenDocuments(store, options);
    if (outDir !== undefined) await withFileErrors(outDir, () => mkdir(outDir, { recursive: true }));
    const outputs =
      out === undefined ? namedOutputs(documents, outDir!, container) : new Map([[documents[0]!.documentId, out]]);
    const audio = await audioOf(store);
    const inputs = documents.map(({ documentId }) => documentId);
    await runBatch({ inputs, json, context, describe: out === '-' ? null : soundText }, async (documentId, work) => {
      const document = documents.find((candidate) => candidate.documentId === documentId)!;
      const output = outputs.get(documentId)!;
      const bits = options.bits ?? widestBits(store, document, container);
      const made = await writeOutput(output, { keep: [file], replace: force }, (sink) =>
        writeDocument({ audio, document, sink }, { container, bits }, work),
      );
      warn(document.name, made.warnings);
      return { input: file, documentId, name: document.name, output, ...made, parameters: { container, bits } };
    });
  } finally {
    store.close();
  }
}

function chosenDocuments(store: ProjectStore, { document: wanted, outDir }: ExportOptions): Document[] {
  const all = store.documents().map(documentInfo);
  const chosen = all.filter(({ documentId, name }) => wanted === undefined || documentId === wanted || name === wanted);
  const list = all.map(({ documentId, name }) => `${documentId} (${name})`).join(', ') || 'none';
  if (chosen.length === 0)
    throw new EngineError('E_NOT_FOUND', `there is no document ${wanted ?? ''} to export; there are: ${list}`);
  if (outDir === undefined && chosen.length > 1)
    throw new EngineError(
      'E_PARAM',
      `${chosen.length} documents would go into one file: choose with --document, or --out-dir for all; there are: ${list}`,
    );
  return chosen;
}

/** Named after the documents, numbered where two have one name. */
function namedOutputs(documents: readonly Document[], folder: string, container: SoundContainer): Map<string, string> {
  const used = new Set<string>();
  const outputs = new Map<string, string>();
  for (const { documentId, name } of documents) {
    const plain = name.replace(/\.[A-Za-z0-9]{2,5}$/, '').replace(/[/\\:*?"<>|\p{Cc}]/gu, '_') || 'document';
    const base = plain.startsWith('.') ? `_${plain}` : plain;
    let unique = base;
    for (let n = 2; used.has(unique.toLowerCase()); n++) unique = `${base} ${n}`;
    used.add(unique.toLowerCase());
    outputs.set(documentId, join(folder, `${unique}.${container}`));
  }
  return outputs;
}

/** The least that loses nothing; a sum of tracks has more bits than each, and may pass full scale. */
function widestBits(store: ProjectStore, document: Document, container: SoundContainer): SoundBits {
  if (document.tracks.length > 1) return container === 'wav' ? '32f' : '24';
  const used = new Set(document.tracks.flatMap(({ clips }) => clips.map(({ assetId }) => assetId)));
  const widths = store
    .assets()
    .filter(({ assetId }) => used.has(assetId))
    .map((asset) => bitsFor(asset, container));
  return (['32f', '32', '24', '16'] as const).find((bits) => widths.includes(bits)) ?? '16';
}

/** The sum of all tracks, as it is played. @throws EngineError E_PARAM: there are none */
async function writeDocument(
  { audio, document, sink }: { audio: AudioService; document: Document; sink: ByteSink },
  { container, bits }: { container: SoundContainer; bits: SoundBits },
  { signal, onProgress }: WorkOptions,
) {
  const { sampleRateHz, lengthSamples, mix } = document;
  if (mix === null) throw new EngineError('E_PARAM', `${document.name} has 0 tracks, must have at least 1 to export`);
  const source = audio.source(mix.sourceId);
  const planes = Array.from({ length: mix.channels }, (_, c) => audio.channel(source, c));
  const writer = await createSoundWriter(sink, { container, bits, sampleRateHz, channels: planes.length });
  for (let at = 0; at < lengthSamples; at += pieceSamples) {
    throwIfAborted(signal);
    const nSamples = Math.min(pieceSamples, lengthSamples - at);
    await writer.write({ channels: planes.map((plane) => plane.read(at, nSamples)), nSamples });
    onProgress?.({ done: at + nSamples, total: lengthSamples, unit: 'samples', note: 'exporting' });
  }
  const { nSamples, ...report } = await writer.finish();
  const durationSec = nSamples / sampleRateHz;
  return {
    container,
    bits,
    sampleRateHz,
    channels: planes.length,
    nSamples,
    durationSec,
    warnings: writeWarnings(report),
  };
}
