import { useEffect, useState } from 'react';
import { getActiveDocument } from '../client/project.ts';
import { useSelection } from '../state/selection.ts';
import { describeSelection } from './describeSelection.ts';

const pauseMs = 400; // while keys repeat, only where they end is spoken

/** Says the selection and the cursor to screen readers. */
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
  return (
    <div className="visuallyHidden" role="status" aria-live="polite" data-testid="announcer">
      {text}
    </div>
  );
}
