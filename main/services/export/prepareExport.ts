import type { ExportRequest } from '../../../preload/contract/exports.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { resampledLength } from '../../engine/dsp/resample/resample.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import type { DocumentState } from '../../store/documentState.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import type { AudioService } from '../audio/createAudioService.ts';
import { soloed } from '../audio/soloed.ts';
import { documentInfo } from '../projects/projectInfo.ts';
import { exportParts, type ExportPart, type ExportParts } from './exportParts.ts';
import { channelCount, partSource } from './partSource.ts';
import { requireHoldable, writtenRate } from './soundLayout.ts';

export interface SoundAccess {
  readonly store: ProjectStore;
  readonly audio: Pick<AudioService, 'source' | 'channel'>;
}

export interface PreparedExport {
  readonly request: ExportRequest;
  readonly document: DocumentState;
  readonly planned: ExportParts;
  readonly sampleRateHz: number; // of the files
  readonly channels: number; // of the file with most
  readonly lengthOf: (part: ExportPart) => number; // samples of the file
  readonly sourceOf: (part: ExportPart, gain: number) => SampleSource[];
}

/** The document as it is now: later edits do not change what is exported. All that can be said before anything is written. @throws EngineError E_NOT_FOUND, E_PARAM */
export function prepareExport({ store, audio }: SoundAccess, request: ExportRequest): PreparedExport {
  const document = store.documentState(request.documentId);
  const info = documentInfo({ ...document, tiers: [] });
  const planned = exportParts(document, request);
  const fromHz = document.sampleRateHz;
  const toHz = writtenRate(request.format, request.sampleRateHz ?? fromHz);
  const solo = 'soloTrackIds' in request.content ? request.content.soloTrackIds : [];
  const readers = new Map<string | null, { readonly channels: SampleSource[]; readonly gain: number }>();
  const open = (trackId: string | null) => {
    const track = info.tracks.find((candidate) => candidate.trackId === trackId);
    if (trackId === null && info.mix === null)
      throw new EngineError('E_PARAM', `"${info.name}" has no tracks to export`);
    const source = soloed(audio.source(track?.sourceId ?? info.mix!.sourceId), solo);
    const channels = Array.from({ length: source.channels }, (_, c) => audio.channel(source, c));
    return { channels, gain: track?.gain ?? 1 };
  };
  const readerOf = ({ track }: ExportPart) => {
    const trackId = track?.trackId ?? null;
    const known = readers.get(trackId) ?? open(trackId);
    readers.set(trackId, known);
    return known;
  };
  const counts = planned.parts.map((part) => channelCount(readerOf(part).channels.length, request.channels));
  const channels = counts.reduce((most, count) => Math.max(most, count), 0);
  requireHoldable(request.format, { sampleRateHz: toHz, channels });
  return {
    ...{ request, document, planned, sampleRateHz: toHz, channels },
    lengthOf: ({ startSample, endSample }) => resampledLength(endSample - startSample, { fromHz, toHz }),
    sourceOf(part, gain) {
      const { channels: planes, gain: own } = readerOf(part);
      const { startSample, endSample } = part;
      return partSource(planes, { startSample, endSample, fromHz, toHz, channels: request.channels }, own * gain);
    },
  };
}
