/** The effect and the original, heard one against the other from the same place. */
import type { PreviewInfo } from '../../../preload/contract/effects.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { studio } from '../../client/studio.ts';
import { hear, type HearRequest } from '../../state/hearing.ts';
import { usePlayback } from '../../state/playback.ts';
import type { EffectTarget } from './effectPlace.ts';
import type { EffectRequest } from './effectRequest.ts';

export type Heard = 'effect' | 'original';

interface Preview {
  readonly key: string;
  readonly document: DocumentInfo; // another after each edit
  readonly info: PreviewInfo;
}

let last: Preview | null = null;
let asked = new AbortController();

async function previewOf(target: EffectTarget, request: EffectRequest): Promise<PreviewInfo> {
  const { document, trackIds } = target;
  const { startSample, endSample, effect } = request;
  const input = { documentId: document.documentId, trackIds: trackIds.slice(0, 1), startSample, endSample, effect };
  const key = JSON.stringify(input);
  if (last?.key === key && last.document === document) return last.info;
  asked.abort();
  asked = new AbortController();
  const info = await studio.call['effects.preview'](input, { signal: asked.signal });
  last = { key, document, info };
  return info;
}

/** Which of the two is heard now. */
export function heardNow(sourceId: string | null): Heard | null {
  if (sourceId === null || last === null) return null;
  if (sourceId === last.info.sourceId) return 'effect';
  return last.document.tracks.some((track) => track.sourceId === sourceId) ? 'original' : null;
}

/** Of the first track. While one is heard, the other goes on from there. @throws WireError */
export async function hearEffect(which: Heard, target: EffectTarget, request: EffectRequest): Promise<void> {
  const before = last;
  const info = await previewOf(target, request);
  const track = target.document.tracks.find(({ trackId }) => trackId === target.trackIds[0]);
  if (track === undefined) return;
  const originalLength = request.endSample === request.startSample ? 0 : lengthBefore(info, request);
  const { sampleRateHz } = info;
  const lengths = { effect: info.lengthSamples, original: originalLength };
  const share = playedShare(before ?? last, originalLength);
  const skipped = Math.floor(share * lengths[which]);
  const sides: Readonly<Record<Heard, HearRequest>> = {
    effect: {
      sourceId: info.sourceId,
      sampleRateHz,
      channels: info.channels,
      startSample: skipped,
      endSample: info.lengthSamples,
      originSample: info.startSample,
    },
    original: {
      sourceId: track.sourceId,
      sampleRateHz,
      channels: track.channels,
      startSample: info.startSample + skipped,
      endSample: info.startSample + originalLength,
      originSample: 0,
    },
  };
  const wanted = sides[which];
  if (wanted.endSample > wanted.startSample) hear(wanted);
}

/** A mask is heard over all it reaches, before and after; other effects may change the length. */
const lengthBefore = (info: PreviewInfo, { startSample, endSample, effect }: EffectRequest): number =>
  effect.kind === 'mask' || effect.kind === 'pasteMasked' ? info.lengthSamples : endSample - startSample;

/** How far what is heard has come, be it the original or the preview as it was before the effect was changed. */
function playedShare(preview: Preview | null, originalLength: number): number {
  const { sourceId, positionSample, isLooping } = usePlayback.getState();
  if (preview === null || sourceId === null || positionSample === null || isLooping) return 0;
  const { info, document } = preview;
  const isPreview = sourceId === info.sourceId;
  if (!isPreview && !document.tracks.some((track) => track.sourceId === sourceId)) return 0;
  const length = isPreview ? info.lengthSamples : originalLength;
  const share = (positionSample - info.startSample) / length;
  return share > 0 && share < 1 ? share : 0;
}
