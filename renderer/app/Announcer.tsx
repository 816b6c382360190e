import { useEffect, useState } from 'react';
import { isOver, useJobs } from '../client/jobs.ts';
import { getActiveDocument } from '../client/project.ts';
import { useAnnouncement } from '../state/announcements.ts';
import { useLayout } from '../state/layout.ts';
import { useSelection } from '../state/selection.ts';
import { describeSelection } from './describeSelection.ts';
import { readLane } from './laneReadOut.ts';

const pauseMs = 400; // while keys repeat, only where they end is spoken

/**
 * Says the selection, the cursor, what the lane shows there and work that is done to screen readers; what fails is told
 * as a notice. Lanes are described by `#lane-value`.
 */
export function Announcer() {
  const [text, setText] = useState('');
  const [laneValue, setLaneValue] = useState('');
  useEffect(
    () =>
      followCursor((where, value) => {
        setLaneValue(value);
        setText([where, value].filter(Boolean).join('. '));
      }),
    [],
  );
  useEffect(
    () =>
      useJobs.subscribe(({ jobs }, before) => {
        if (before.jobs.length === 0) return; // the first list: what was done before
        const wasOver = new Set(before.jobs.filter(isOver).map(({ jobId }) => jobId));
        const done = jobs.filter(({ jobId, state }) => state === 'done' && !wasOver.has(jobId));
        if (done.length > 0) setText(done.map(({ title }) => `${title}: done`).join('. '));
      }),
    [],
  );
  return (
    <>
      <div className="visuallyHidden" role="status" aria-live="polite" data-testid="announcer">
        {text}
      </div>
      <Said />
      <span id="lane-value" hidden>
        {laneValue}
      </span>
    </>
  );
}

/** A region of its own: where the cursor is, told a moment later, must not take its place. */
function Said() {
  const { text, count } = useAnnouncement();
  return (
    <div className="visuallyHidden" role="status" aria-live="polite" data-testid="said">
      <span key={count}>{text}</span>
    </div>
  );
}

/** Tells where the cursor or selection rests and, with a lane in focus, what is there. @returns stops it */
function followCursor(tell: (where: string, value: string) => void): () => void {
  let timer = 0;
  let aborter = new AbortController();
  const read = async (signal: AbortSignal): Promise<void> => {
    const document = getActiveDocument();
    if (document === null) return;
    const at = useSelection.getState();
    const where = describeSelection(at, document.sampleRateHz);
    const value = await readLane(document, useLayout.getState().focusedLaneKey, at.cursorSample, signal).catch(
      () => '',
    );
    if (!signal.aborted) tell(where, value);
  };
  const wait = () => {
    window.clearTimeout(timer);
    aborter.abort();
    aborter = new AbortController();
    const { signal } = aborter;
    timer = window.setTimeout(() => void read(signal), pauseMs);
  };
  const stopSelection = useSelection.subscribe(wait);
  const stopFocus = useLayout.subscribe((now, before) => {
    if (now.focusedLaneKey !== before.focusedLaneKey) wait();
  });
  return () => {
    window.clearTimeout(timer);
    aborter.abort();
    stopSelection();
    stopFocus();
  };
}
