/** Hearing and applying the points that are edited. */
import { getActiveDocument } from '../../../client/project.ts';
import { announce } from '../../../state/announcements.ts';
import { usePlayback } from '../../../state/playback.ts';
import { useSelection } from '../../../state/selection.ts';
import { applyEffect } from '../applyEffect.ts';
import type { EffectTarget } from '../effectPlace.ts';
import { heardNow, hearEffect, type Heard } from '../previewEffect.ts';
import { useManipulation, type Manipulation } from './manipulation.ts';
import { manipulationRequest } from './manipulationRequest.ts';
import { closeManipulation, lookAtSound } from './openManipulation.ts';

/** @throws Error: why it cannot be done */
function required() {
  const { now } = useManipulation.getState();
  const target = now && targetOf(now);
  if (now === null || target === null) throw new Error('the recording of these points is not shown');
  const request = manipulationRequest(now);
  if (typeof request === 'string') throw new Error(request);
  return { target, request };
}

function targetOf({ documentId, trackId, sampleRateHz, span }: Manipulation): EffectTarget | null {
  const document = getActiveDocument();
  if (document?.documentId !== documentId) return null;
  const { selection, cursorSample } = useSelection.getState();
  const nothing = { others: [], region: null, noise: null, masked: null, clipboardSamples: null };
  return { ...nothing, document, trackIds: [trackId], sampleRateHz, span, selection, cursorSample };
}

async function orTell(work: () => Promise<void>): Promise<void> {
  useManipulation.setState({ problem: null });
  try {
    await work();
  } catch (error) {
    useManipulation.setState({ problem: error instanceof Error ? error.message : String(error) });
  }
}

export function hearManipulation(which: Heard): Promise<void> {
  return orTell(async () => {
    const { target, request } = required();
    await hearEffect(which, target, request);
  });
}

/** The other of the two, from the same place; the changed sound first. */
export function hearOther(): Promise<void> {
  const which = heardNow(usePlayback.getState().sourceId) === 'effect' ? 'original' : 'effect';
  announce(which === 'effect' ? 'With the points' : 'Original');
  return hearManipulation(which);
}

/** One edit; then there is nothing more to edit. A try that failed or was cancelled leaves the points. */
export function applyManipulation(): Promise<void> {
  if (useManipulation.getState().jobId !== null) return Promise.resolve();
  return orTell(async () => {
    const { target, request } = required();
    let isDone = false;
    try {
      isDone = await applyEffect(target, request, (jobId) => {
        useManipulation.setState({ jobId });
      });
    } finally {
      if (isDone) closeManipulation();
      else lookAtSound(); // edits that came while it ran were let pass
    }
  });
}

const pauseMs = 150; // after a change, before what is heard follows it

/** While the changed sound is heard, it follows the points. */
export function hearChanges(): void {
  let timer = 0;
  useManipulation.subscribe(({ now }, { now: before }) => {
    const isChanged =
      now !== null && before !== null && (now.pitch !== before.pitch || now.duration !== before.duration);
    if (!isChanged) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      const { state, sourceId } = usePlayback.getState();
      if (state === 'playing' && heardNow(sourceId) === 'effect') void hearManipulation('effect');
    }, pauseMs);
  });
}
