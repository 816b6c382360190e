import { useEffect } from 'react';
import { LevelMeter } from '../../shared/audio/LevelMeter.tsx';
import { formatHms } from '../../shared/format/time.ts';
import { formatHz, formatNote } from '../../shared/format/frequency.ts';
import { formatDb } from '../../shared/format/level.ts';
import { runCommand } from '../../state/commands.ts';
import type { ChannelLevel } from '../../state/playback.ts';
import { LivePanel } from './LivePanel.tsx';
import { liveSession } from './liveSession.ts';
import { useLive, type LiveReading, type LiveStatus } from './liveState.ts';
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
  const { status, isFrozen, problem, source } = useLive();
  const hasSound = useLive((s) => s.sampleRateHz !== null);
  const reading = useLive((s) => s.reading);
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
          <LevelMeter label="Live level" testId="live-meter" follow={followLevels} />
          <span className={styles['reading']} data-testid="live-reading">
            {reading === null ? '' : readingText(reading)}
          </span>
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
      <LivePanel />
    </div>
  );
}

function readingText({ sec, hz, levelDb }: LiveReading): string {
  return [formatHms(sec), formatHz(hz), formatNote(hz), formatDb(levelDb)].filter((part) => part !== null).join(' · ');
}
