import { useEffect, useState } from 'react';
import { useJobs } from '../client/jobs.ts';
import { getActiveDocument } from '../client/project.ts';
import { useSelection } from '../state/selection.ts';
import { describeSelection } from './describeSelection.ts';

const pauseMs = 400; // while keys repeat, only where they end is spoken

/** Says the selection, the cursor and work that is done to screen readers; what fails is told as a notice. */
export function Announcer() {
  const [text, setText] = useState('');
  useEffect(() => {
    let timer = 0;
    const stop = useSelection.subscribe((state) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        const document = getActiveDocument();
        setText(document === null ? '' : describeSelection(state, document.sampleRateHz));
      }, pauseMs);
    });
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, []);
  useEffect(
    () =>
      useJobs.subscribe(({ jobs }, before) => {
        const wasBusy = new Set(before.jobs.filter(({ state }) => state === 'running').map(({ jobId }) => jobId));
        const done = jobs.filter(({ jobId, state }) => state === 'done' && wasBusy.has(jobId));
        if (done.length > 0) setText(done.map(({ title }) => `${title}: done`).join('. '));
      }),
    [],
  );
  return (
    <div className="visuallyHidden" role="status" aria-live="polite" data-testid="announcer">
      {text}
    </div>
  );
}
