/** A file's sound into tracks that are there, as one edit once all of it has arrived. */
import type { audioContract } from '../../../preload/contract/audio.ts';
import type { Handlers } from '../../../preload/contract/define.ts';
import { resampledLength } from '../../engine/dsp/resample/resample.ts';
import { playedAsIs, type DocumentState } from '../../store/documentState.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { newId } from '../../store/rows.ts';
import type { AudioService } from '../audio/createAudioService.ts';
import type { FileRegistry } from '../projects/fileRegistry.ts';
import type { NewId } from './clipLists.ts';
import type { EditsService } from './createEditsService.ts';
import { changeTracks, durationText, findTrack } from './editFunction.ts';
import { insertRange, removeRange, type Ripple } from './ripple.ts';

export interface InsertFileDeps {
  readonly store: () => ProjectStore;
  readonly edits: Pick<EditsService, 'edit'>;
  readonly audio: Pick<AudioService, 'startFileImport'>;
  readonly files: FileRegistry;
}

export interface InsertedSound {
  readonly assetId: string;
  readonly lengthSamples: number; // on the document's clock
}

export interface InsertPlace {
  readonly trackIds: readonly string[];
  readonly atSample: number;
  readonly ripple: Ripple; // 'none': over what is there
}

/** @throws EngineError E_NOT_FOUND: a track is gone */
export function insertSound(
  document: DocumentState,
  { assetId, lengthSamples }: InsertedSound,
  { trackIds, atSample, ripple }: InsertPlace,
  newClipId: NewId,
): DocumentState {
  const span = { startSample: atSample, endSample: atSample + lengthSamples };
  const room =
    ripple === 'none'
      ? removeRange(document, { trackIds, ripple, span }, newClipId)
      : insertRange(document, { trackIds, ripple, atSample, lengthSamples }, newClipId);
  return changeTracks(room, trackIds, (track) => ({
    ...track,
    clips: [
      ...track.clips,
      { ...playedAsIs, clipId: newClipId(), assetId, startSample: atSample, lengthSamples, assetOffsetSamples: 0 },
    ],
  }));
}

export function createInsertFile({
  store,
  edits,
  audio,
  files,
}: InsertFileDeps): Pick<Handlers<typeof audioContract, AbortSignal>, 'audio.insertFile'> {
  return {
    'audio.insertFile': ({ documentId, fileId, ...place }) => {
      const [trackId = ''] = place.trackIds;
      for (const wanted of place.trackIds) findTrack(store().documentState(documentId), wanted);
      const jobId = audio.startFileImport(
        files.resolve(fileId, 'open'),
        undefined,
        ({ assetId, nSamples, sampleRateHz }) => {
          const document = store().documentState(documentId);
          const rates = { fromHz: sampleRateHz, toHz: document.sampleRateHz };
          const sound = { assetId, lengthSamples: resampledLength(nSamples, rates) };
          const name = store()
            .assets()
            .find((asset) => asset.assetId === assetId)?.name;
          const title = `Insert "${name ?? 'a file'}", ${durationText(sound.lengthSamples, document)}`;
          const command = { kind: 'sound.insertFile', ...place, ...sound };
          edits.edit(documentId, { title, command }, (now) => insertSound(now, sound, place, newId));
          return { documentId, trackId };
        },
      );
      return { jobId };
    },
  };
}
