/** Where the next take goes, by what is open, armed and selected. */
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import type { TakePlace } from '../../../preload/contract/recording.ts';
import { getActiveDocument } from '../../client/project.ts';
import { mostChannels } from '../../shared/capture/openMicrophone.ts';
import { useRecording } from '../../state/recording.ts';
import { useSelection } from '../../state/selection.ts';

export interface TakePlan {
  readonly name: string;
  readonly place: TakePlace | null;
  readonly document: DocumentInfo | null;
  readonly mostChannels: number; // that the track has room for: one sounds in all of them
}

const unlimited = 32;

/** In an open document at the cursor, or exactly over the selection; into the armed track or a new one. */
export function takePlan(now = new Date()): TakePlan {
  const document = getActiveDocument();
  if (document === null)
    return { name: `Recording ${dateText(now)}`, place: null, document: null, mostChannels: unlimited };
  const { selection, cursorSample } = useSelection.getState();
  const armed = armedTrack(document);
  const place = {
    documentId: document.documentId,
    trackId: armed?.trackId ?? null,
    startSample: selection?.startSample ?? cursorSample,
    endSample: selection?.endSample ?? null,
  };
  return {
    name: takeName(document),
    place,
    document,
    mostChannels: armed === null ? unlimited : armed.channels <= mostChannels ? armed.channels : 1,
  };
}

export function armedTrack(document: DocumentInfo) {
  const { armedTrackId } = useRecording.getState();
  return document.tracks.find(({ trackId }) => trackId === armedTrackId) ?? null;
}

/** One more than the highest so far. */
function takeName({ tracks }: DocumentInfo): string {
  const numbers = tracks.map(({ name }) => Number(/^Take (\d+)$/.exec(name)?.[1] ?? 0));
  return `Take ${Math.max(0, ...numbers) + 1}`;
}

/** 2026-11-25 10.32.05, by the clock on the wall. */
function dateText(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  return `${day} ${[now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('.')}`;
}
