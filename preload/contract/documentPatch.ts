/** A document that has changed, without the thousands of clips that are what they were. */
import type { ClipInfo, DocumentInfo, TrackInfo } from './project.ts';

export interface ClipsPatch {
  readonly baseSourceId: string; // of the track whose clips are changed; whoever has another asks for the project anew
  readonly nKept: number; // clips at the beginning that stay
  readonly inserted: readonly ClipInfo[]; // after those
  readonly nMoved: number; // clips at the end that stay but for where they lie
  readonly movedBy: number; // samples
}

export interface TrackPatch extends Omit<TrackInfo, 'clips'> {
  readonly clips: readonly ClipInfo[] | ClipsPatch;
}

export interface DocumentPatch extends Omit<DocumentInfo, 'tracks'> {
  readonly tracks: readonly TrackPatch[];
}
