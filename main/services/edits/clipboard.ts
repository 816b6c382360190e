/** What was cut or copied: clips, not sound. It belongs to one project, whose recordings its clips point into. */
import { EngineError } from '../../engine/core/errors.ts';
import type { ClipRow, DocumentState, TrackItemRow } from '../../store/documentState.ts';
import { clipsWithin, copyClips, type Span } from './clipLists.ts';
import { findTrack, requireApart } from './editFunction.ts';
import { copyItems, itemsWithin } from './trackItems.ts';

export interface ClipboardTrack {
  readonly name: string;
  readonly channels: number;
  readonly clips: readonly ClipRow[]; // from sample 0
  readonly items: readonly TrackItemRow[]; // from sample 0
}

export interface Clipboard {
  readonly sampleRateHz: number;
  readonly lengthSamples: number;
  readonly tracks: readonly ClipboardTrack[];
}

/** What lies in the spans, joined in order of time. @throws EngineError E_PARAM: one is empty, or two overlap */
export function copySpans(
  document: DocumentState,
  trackIds: readonly string[],
  spans: readonly Span[],
  newId: () => string,
): Clipboard {
  let lengthSamples = 0;
  const parts = requireApart(spans).map((span) => {
    const bySamples = lengthSamples - span.startSample;
    lengthSamples += span.endSample - span.startSample;
    return { span, bySamples };
  });
  const tracks = trackIds.map((trackId) => {
    const { name, channels, clips, items } = findTrack(document, trackId);
    return {
      name,
      channels,
      clips: parts.flatMap(({ span, bySamples }) => copyClips(clipsWithin(clips, span, newId), bySamples, newId)),
      items: parts.flatMap(({ span, bySamples }) => copyItems(itemsWithin(items, span), bySamples, newId)),
    };
  });
  return { sampleRateHz: document.sampleRateHz, lengthSamples, tracks };
}

/**
 * @throws EngineError E_PARAM: it is empty, or of a document with another rate, whose clips lie on another clock
 */
export function requireClipboard(clipboard: Clipboard | null, { sampleRateHz }: DocumentState): Clipboard {
  if (clipboard === null) throw new EngineError('E_PARAM', 'the clipboard is empty: cut or copy something first');
  if (clipboard.sampleRateHz !== sampleRateHz)
    throw new EngineError(
      'E_PARAM',
      `the clipboard holds sound at ${clipboard.sampleRateHz} Hz, the document is at ${sampleRateHz} Hz: both must be the same`,
    );
  return clipboard;
}
