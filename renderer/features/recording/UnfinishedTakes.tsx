import { useState } from 'react';
import type { UnfinishedTake } from '../../../preload/contract/recording.ts';
import { formatHms } from '../../shared/format/time.ts';
import { notifyError } from '../../state/notices.ts';
import styles from './UnfinishedTakes.module.css';
import { discardTake, keepTake, useUnfinished } from './unfinishedTakes.ts';

/** What a crash left of a recording, until it is decided what becomes of it. */
export function UnfinishedTakes() {
  const takes = useUnfinished((s) => s.takes);
  if (takes.length === 0) return null;
  return (
    <ul className={styles['takes']} aria-label="Unfinished recordings" data-testid="unfinished-takes">
      {takes.map((take) => (
        <Take key={take.takeId} take={take} />
      ))}
    </ul>
  );
}

function Take({ take }: { readonly take: UnfinishedTake }) {
  const [isAsking, setAsking] = useState(false);
  const run = (what: string, work: Promise<void>) => {
    work.catch((error: unknown) => {
      notifyError(what, error);
    });
  };
  const { name, problem, nFrames, sampleRateHz, startedAt } = take;
  const lengthText = sampleRateHz === 0 ? '' : formatHms(nFrames / sampleRateHz, 1);
  return (
    <li className={styles['take']}>
      <p>
        {problem === null ? (
          <>
            The recording <strong>{name}</strong> was cut short: {lengthText} of it are on the disk, begun{' '}
            {new Date(startedAt).toLocaleString()}.
          </>
        ) : (
          <>What is left of a recording cannot be read: {problem}.</>
        )}
      </p>
      <span className={styles['actions']}>
        {problem === null && (
          <button
            type="button"
            className={styles['primary']}
            onClick={() => {
              run(`Keep ${name}`, keepTake(take));
            }}
          >
            Keep
          </button>
        )}
        {isAsking ? (
          <button
            type="button"
            className={styles['discard']}
            autoFocus
            onBlur={() => {
              setAsking(false);
            }}
            onClick={() => {
              run(`Discard ${name}`, discardTake(take));
            }}
          >
            Discard for good
          </button>
        ) : (
          <button
            type="button"
            onClick={() => {
              setAsking(true);
            }}
          >
            Discard
          </button>
        )}
      </span>
    </li>
  );
}
