/** Where on the timeline a running take is, and what the view does about it. */
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import type { RecordingStore } from '../../state/recording.ts';
import { useViewport } from '../../state/viewport.ts';
import { sampleToPx } from '../../state/viewportMaths.ts';

/** Room beyond the end while it grows: with each step every view is drawn anew. */
const roomSec = 10;
const roomShare = 0.25;
const headAt = 0.1; // of the width, after the page has turned

/** The sample of the document that is recorded now; null: the take is not on its timeline. */
export function headSample(
  { place, nFrames, sampleRateHz }: Pick<RecordingStore, 'place' | 'nFrames' | 'sampleRateHz'>,
  document: DocumentInfo | null,
): number | null {
  if (place === null || document === null || place.documentId !== document.documentId || sampleRateHz === 0)
    return null;
  const head = place.startSample + (nFrames * document.sampleRateHz) / sampleRateHz;
  return Math.round(Math.min(head, place.endSample ?? Infinity));
}

/** How long a document looks whose take has reached `head`. */
export function roomFor(head: number, sampleRateHz: number): number {
  return Math.round(head + Math.max(roomSec * sampleRateHz, roomShare * head));
}

let lastHead: number | null = null;

/** The page turns when the head itself leaves it; who scrolled away is left alone. */
export function followHead(head: number): void {
  const view = useViewport.getState();
  const isShown = (sample: number) => {
    const x = sampleToPx(view, sample);
    return x >= 0 && x <= view.widthPx;
  };
  if (lastHead !== null && lastHead < head && isShown(lastHead) && !isShown(head))
    view.scrollTo(head - headAt * view.widthPx * view.samplesPerPixel);
  lastHead = head;
}
