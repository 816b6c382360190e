/** Edits of one clip by its handles, for drags and keys alike. */
import type { FadeShape } from '../../../preload/contract/fadeShapes.ts';
import type { ClipInfo } from '../../../preload/contract/project.ts';
import { clipEndOf, type ClipPreview } from './clipGesture.ts';
import { makeEdit } from './makeEdit.ts';

export async function applyPreview(
  { clip, trackId }: { readonly clip: ClipInfo; readonly trackId: string },
  preview: ClipPreview,
  shape: FadeShape,
): Promise<void> {
  const { kind, clipId, startSample, endSample, fadeSamples } = preview;
  const span = { startSample, endSample };
  switch (kind) {
    case 'move': {
      const bySamples = startSample - clip.startSample;
      const toTrackId = preview.trackId === trackId ? null : preview.trackId;
      if (bySamples === 0 && toTrackId === null) return;
      await makeEdit({ kind: 'sound.moveClips', clipIds: [clipId], bySamples, toTrackId }, span);
      return;
    }
    case 'start':
    case 'end':
      if (startSample === clip.startSample && endSample === clipEndOf(clip)) return;
      await makeEdit({ kind: 'sound.trimClip', clipId, ...span }, span);
      return;
    case 'fadeIn':
    case 'fadeOut': {
      const direction = kind === 'fadeIn' ? 'in' : 'out';
      await makeEdit({ kind: 'sound.fadeClip', clipId, direction, shape, lengthSamples: fadeSamples });
    }
  }
}
