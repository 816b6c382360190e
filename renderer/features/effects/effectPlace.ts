import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { useEdits } from '../../client/edits.ts';
import { getActiveDocument } from '../../client/project.ts';
import { tracksToEdit } from '../../state/editing.ts';
import { rangesOf, useSelection } from '../../state/selection.ts';
import type { EffectPlace } from './effectForm.ts';
import { useEffects } from './effectStore.ts';
import { regionOf } from './mask/maskShape.ts';

export interface EffectTarget extends EffectPlace {
  readonly document: DocumentInfo;
  readonly trackIds: string[];
}

/** The selection, or all of the tracks that edits change. @returns null: there is no sound */
export function targetIn(document: DocumentInfo | null): EffectTarget | null {
  const tracks = document === null ? [] : tracksToEdit(document);
  if (document === null || tracks.length === 0) return null;
  const state = useSelection.getState();
  const { selection, cursorSample } = state;
  const [first, ...others] = rangesOf(state);
  const clips = tracks.flatMap((track) => track.clips);
  const endSample = Math.max(0, ...clips.map(({ startSample, lengthSamples }) => startSample + lengthSamples));
  const { noise, masked } = useEffects.getState();
  return {
    document,
    trackIds: tracks.map(({ trackId }) => trackId),
    sampleRateHz: document.sampleRateHz,
    span: first ?? { startSample: 0, endSample },
    selection,
    others,
    region: regionOf(selection),
    cursorSample,
    masked,
    noise: noise?.documentId === document.documentId ? noise : null,
    clipboardSamples: useEdits.getState().clipboard?.lengthSamples ?? null,
  };
}

export const whyNoTrack = (): string | null => {
  const document = getActiveDocument();
  if (document === null) return 'no recording is open';
  return document.tracks.length === 0 ? 'there is no track' : null;
};
