import { useLive } from '../features/live/index.ts';
import { formatChannels } from '../shared/format/channels.ts';
import { formatRate } from '../shared/format/frequency.ts';
import { formatDb } from '../shared/format/level.ts';
import { formatHms } from '../shared/format/time.ts';
import { frequencyReading } from '../shared/frequencyScale/frequencyReading.ts';
import { Resolution } from './Resolution.tsx';
import styles from './StatusBar.module.css';

/** Time since it began, frequency and level at the cross of the live spectrogram, and what is delivered. */
export function LiveReadOut() {
  const reading = useLive((s) => s.reading);
  const sampleRateHz = useLive((s) => s.sampleRateHz);
  const channels = useLive((s) => s.channels);
  return (
    <>
      <span className={styles['time']} data-testid="status-time">
        {reading === null ? '—' : formatHms(reading.sec)}
      </span>
      <span className={styles['hz']} data-testid="status-hz">
        {reading?.hz == null ? '— Hz' : frequencyReading(reading.hz)}
      </span>
      <span className={styles['level']} data-testid="status-db">
        {reading === null ? '— dB' : formatDb(reading.levelDb)}
        {reading?.hz === null && ' peak'}
      </span>
      <span className={styles['space']} />
      {sampleRateHz !== null && (
        <>
          <Resolution sampleRateHz={sampleRateHz} />
          <span className={styles['item']} data-testid="status-format">
            {formatRate(sampleRateHz)} · {formatChannels(channels)}
          </span>
        </>
      )}
    </>
  );
}
