/** Taking hold of a clip in a waveform lane: its value is shown, it holds on to edges, Alt lets go, Escape takes it back. */
import { create } from 'zustand';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { getActiveDocument, useProject } from '../../client/project.ts';
import { useTiers } from '../../client/tiers.ts';
import { startDrag } from '../../shared/ui/startDrag.ts';
import { useEditing } from '../../state/editing.ts';
import { lanesOf } from '../../state/lanes.ts';
import { notifyError } from '../../state/notices.ts';
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { applyPreview } from './clipEdits.ts';
import {
  clipEdges,
  clipEndOf,
  describePreview,
  previewOf,
  snapPx,
  type ClipGesture,
  type ClipPreview,
} from './clipGesture.ts';

export const useClipDrag = create<{ readonly preview: ClipPreview | null }>()(() => ({ preview: null }));

function holds(document: DocumentInfo, clipId: string): number[] {
  const { cursorSample, selection } = useSelection.getState();
  const points = new Set(document.tiers.filter(({ kind }) => kind === 'point').map(({ tierId }) => tierId));
  const markers = Object.entries(useTiers.getState().items)
    .filter(([tierId]) => points.has(tierId))
    .flatMap(([, items]) => items.map(({ startSample }) => startSample));
  const own = selection === null ? [cursorSample] : [selection.startSample, selection.endSample];
  return [0, ...own, ...markers, ...clipEdges(document, clipId)];
}

function trackUnder(event: PointerEvent, document: DocumentInfo, otherwise: string): string {
  const under = window.document
    .elementsFromPoint(event.clientX, event.clientY)
    .map((element) => element.closest<HTMLElement>('[data-lane-key]')?.dataset['laneKey'])
    .find((key) => key !== undefined);
  return lanesOf(document).find(({ key, kind }) => key === under && kind === 'waveform')?.trackId ?? otherwise;
}

/** How long the clip's recording is on the document's clock. */
export function assetSamplesOf(document: DocumentInfo, assetId: string): number {
  const asset = useProject.getState().project?.assets.find((each) => each.assetId === assetId);
  return asset === undefined ? 0 : Math.ceil((asset.nSamples * document.sampleRateHz) / asset.sampleRateHz);
}

export function beginClipDrag(down: PointerEvent, element: HTMLElement, gesture: ClipGesture): void {
  const document = getActiveDocument();
  if (document === null || down.button !== 0) return;
  down.stopPropagation();
  const { clip, trackId } = gesture;
  const targets = holds(document, clip.clipId);
  const { samplesPerPixel } = useViewport.getState();
  const forget = () => {
    useClipDrag.setState({ preview: null });
  };
  startDrag(element, down, {
    move: (event) => {
      const preview = previewOf(gesture, {
        bySamples: (event.clientX - down.clientX) * samplesPerPixel,
        toTrackId: gesture.kind === 'move' ? trackUnder(event, document, trackId) : trackId,
        targets: event.altKey ? [] : targets,
        reachSamples: snapPx * samplesPerPixel,
        assetSamples: assetSamplesOf(document, clip.assetId),
      });
      useClipDrag.setState({ preview });
      return describePreview(clip, preview, document.sampleRateHz);
    },
    end: (_event, hasMoved) => {
      const { preview } = useClipDrag.getState();
      forget();
      if (!hasMoved) {
        if (gesture.kind === 'move') useSelection.getState().select(clip.startSample, clipEndOf(clip), null);
        return;
      }
      if (preview === null) return;
      applyPreview({ clip, trackId }, preview, useEditing.getState().fadeShape).catch((error: unknown) => {
        notifyError('Change a clip', error);
      });
    },
    cancel: forget,
  });
}
