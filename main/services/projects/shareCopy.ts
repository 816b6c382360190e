/**
 * A copy of a project to give away: what its documents sound like and say now, and nothing else. No history, no
 * recording that is not played, and of those that are no sample that no clip reaches.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import { resampledSource } from '../../engine/dsp/resample/resample.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import {
  createProjectStore,
  moveIntoPlace,
  moveOver,
  requireClosed,
  requireNewName,
} from '../../store/createProjectStore.ts';
import type { ClipRow, DocumentState } from '../../store/documentState.ts';
import type { AssetRow, ProjectStore } from '../../store/projectStore.ts';
import { newId } from '../../store/rows.ts';
import { createAssetSamples } from '../audio/assetSamples.ts';
import { AssetWriter } from '../audio/assetWriter.ts';
import { createTimeSlice } from '../audio/timeSlice.ts';
import { playedParts, type Part } from './playedParts.ts';

interface SharedPart extends Part {
  readonly assetId: string; // of the copy
}

const pieceSamples = 65_536;

interface Copy {
  readonly from: ProjectStore;
  readonly to: ProjectStore;
  readonly assets: ReadonlyMap<string, AssetRow>;
  readonly channel: (asset: AssetRow, channel: number) => SampleSource;
  readonly work: WorkOptions;
  readonly yieldIfDue: () => Promise<void> | undefined;
}

async function copyPart(copy: Copy, asset: AssetRow, part: Part, sampleRateHz: number): Promise<SharedPart> {
  const isResampled = sampleRateHz !== asset.sampleRateHz;
  const format = isResampled ? { sampleFormat: 'f32' as const, bitsPerSample: null, codec: 'resampled' } : {};
  const { sampleFormat } = { ...asset, ...format };
  const nSamples = part.to - part.from;
  const assetId = copy.to.insertAsset({ ...asset, ...format, sampleRateHz, expectedSamples: nSamples });
  const writer = new AssetWriter(copy.to, {
    assetId,
    channels: asset.channels,
    sampleFormat,
    yieldIfDue: copy.yieldIfDue,
  });
  const sources = Array.from({ length: asset.channels }, (_, channel) =>
    resampledSource(copy.channel(asset, channel), { fromHz: asset.sampleRateHz, toHz: sampleRateHz }),
  );
  try {
    for (let at = part.from; at < part.to; at += pieceSamples) {
      throwIfAborted(copy.work.signal);
      const count = Math.min(pieceSamples, part.to - at);
      await writer.add(
        sources.map((source) => source.read(at, count).slice()),
        count,
      );
    }
    await writer.finish();
  } finally {
    writer.close();
  }
  copy.to.finishAsset(assetId, { nSamples, warnings: asset.warnings });
  return { ...part, assetId };
}

async function copyDocument(copy: Copy, document: DocumentState): Promise<void> {
  const { sampleRateHz, tracks } = document;
  const shared = new Map<string, SharedPart[]>();
  for (const [assetId, parts] of playedParts(tracks)) {
    const copied: SharedPart[] = [];
    for (const part of parts) copied.push(await copyPart(copy, copy.assets.get(assetId)!, part, sampleRateHz));
    shared.set(assetId, copied);
  }
  const moved = (clip: ClipRow): ClipRow[] => {
    const part = shared
      .get(clip.assetId)
      ?.find(({ from, to }) => from <= clip.assetOffsetSamples && clip.assetOffsetSamples < to);
    if (part === undefined) return [];
    return [{ ...clip, assetId: part.assetId, assetOffsetSamples: clip.assetOffsetSamples - part.from }];
  };
  const copied = tracks.map((track) => ({ ...track, clips: track.clips.flatMap(moved) }));
  copy.to.insertWholeDocument({ ...document, tracks: copied });
}

export interface ShareOptions extends WorkOptions {
  readonly appVersion: string;
  /** The person has agreed that a file of that name goes. */
  readonly isReplacing?: boolean;
}

/**
 * @param target appears whole or not at all; must not exist unless `isReplacing`, and must not be open
 * @throws EngineError E_PARAM, E_ABORTED, E_PROJECT_CORRUPT: sound that cannot be read; E_DISK_FULL, E_IO
 */
export async function shareCopy(
  from: ProjectStore,
  target: string,
  { appVersion, isReplacing = false, ...work }: ShareOptions,
): Promise<void> {
  if (isReplacing) requireClosed(target);
  else requireNewName(target);
  const folder = await mkdtemp(join(dirname(target), '.phonoscope-share-'));
  try {
    const made = join(folder, `${newId()}.phono`);
    const to = createProjectStore(made, { appVersion });
    try {
      const samples = createAssetSamples();
      const copy: Copy = {
        from,
        to,
        assets: new Map(from.assets().map((asset) => [asset.assetId, asset])),
        channel: (asset, channel) => samples.channel(from, asset, channel),
        work,
        yieldIfDue: createTimeSlice(),
      };
      const documents = from.documents();
      for (const [done, { documentId }] of documents.entries()) {
        work.onProgress?.({ done, total: documents.length, unit: 'documents' });
        await copyDocument(copy, from.documentState(documentId));
      }
      to.setViewState(from.viewState());
    } finally {
      to.close();
    }
    if (isReplacing) moveOver(made, target);
    else moveIntoPlace(made, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
