import { useEffect } from 'react';
import { LevelMeter } from '../../shared/audio/LevelMeter.tsx';
import { runCommand } from '../../state/commands.ts';
import { useLayout } from '../../state/layout.ts';
import type { ChannelLevel } from '../../state/playback.ts';
import { LivePanel } from './LivePanel.tsx';
import { liveSession } from './liveSession.ts';
import { useLive, type LiveStatus } from './liveState.ts';
import { LiveSurface } from './LiveSurface.tsx';
import styles from './LiveView.module.css';

const statusTitles: Readonly<Record<LiveStatus, string>> = {
  stopped: 'Stopped',
  starting: 'Opening the input',
  running: 'Listening',
  waiting: 'Waiting for something to be played',
  suspended: 'Suspended by the system',
};

const followLevels = (show: (levels: readonly ChannelLevel[]) => void): (() => void) =>
  useLive.subscribe((now, before) => {
    if (now.report === before.report) return;
    const levels = now.report?.levels ?? [];
    show(
      levels.map(({ peak, meanSquare }) => ({
        peakDbfs: 20 * Math.log10(peak),
        rmsDbfs: 10 * Math.log10(meanSquare),
      })),
    );
  });

export function LiveView() {
  useEffect(() => liveSession.attachView(), []);
  // Field by field: reports come ten times a second.
  const status = useLive((s) => s.status);
  const isFrozen = useLive((s) => s.isFrozen);
  const problem = useLive((s) => s.problem);
  const source = useLive((s) => s.source);
  const hasSound = useLive((s) => s.sampleRateHz !== null);
  const hasPanel = useLayout((s) => s.isInspectorOpen);
  return (
    <div className={styles['view']} data-testid="live-view">
      <section className={styles['main']} aria-label="Live spectrogram">
        <div className={styles['bar']}>
          <button type="button" className={styles['primary']} onClick={() => runCommand('live.toggle')}>
            {status === 'stopped' ? 'Start' : 'Stop'}
          </button>
          <button type="button" aria-pressed={isFrozen} disabled={!hasSound} onClick={() => runCommand('live.freeze')}>
            Freeze
          </button>
          <span role="status" data-testid="live-status">
            {statusTitles[status]}
          </span>
          {status === 'suspended' && (
            <button type="button" onClick={() => runCommand('live.resume')}>
              Resume
            </button>
          )}
          <LevelMeter label="Live level" testId="live-meter" follow={followLevels} />
        </div>
        {problem !== null && (
          <p className={styles['problem']} role="alert" data-testid="live-problem">
            {problem.what} {problem.advice}
          </p>
        )}
        {!hasSound && problem === null && (
          <p className={styles['hint']}>
            {source === 'microphone'
              ? 'Start to see what the microphone hears. Nothing is kept or sent.'
              : 'Start, then play a recording: its sound is drawn as it is heard.'}
          </p>
        )}
        <LiveSurface />
      </section>
      {hasPanel && <LivePanel />}
    </div>
  );
}
