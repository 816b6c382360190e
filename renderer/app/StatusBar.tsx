import { useProject, useActiveDocument, assetsOf } from '../client/project.ts';
import { useEngine } from '../client/engine.ts';
import { useClock } from '../client/clock.ts';
import { ContourReadOut } from '../features/contours/index.ts';
import { RippleSwitch } from '../features/editing/index.ts';
import { formatChannels } from '../shared/format/channels.ts';
import { formatDb, signed } from '../shared/format/level.ts';
import { formatRate } from '../shared/format/frequency.ts';
import { formatHms, formatTime } from '../shared/format/time.ts';
import { frequencyReading } from '../shared/frequencyScale/frequencyReading.ts';
import { useLayout } from '../state/layout.ts';
import { useHover } from '../state/hover.ts';
import { useSelection } from '../state/selection.ts';
import { LiveReadOut } from './LiveReadOut.tsx';
import { Resolution } from './Resolution.tsx';
import styles from './StatusBar.module.css';

export function StatusBar() {
  const isLive = useLayout((s) => s.workspace === 'live');
  return (
    <footer className={styles['bar']} aria-label="Read-out" data-testid="status-bar">
      {isLive ? <LiveReadOut /> : <DocumentReadOut />}
      <SaveState />
    </footer>
  );
}

function DocumentReadOut() {
  const document = useActiveDocument();
  return (
    <>
      {document === null ? <span>No recording is open</span> : <Pointer sampleRateHz={document.sampleRateHz} />}
      {document !== null && <ContourReadOut document={document} />}
      <span className={styles['space']} />
      {document !== null && <Resolution sampleRateHz={document.sampleRateHz} />}
      {document !== null && <RippleSwitch className={styles['switch']} />}
      <Recording />
    </>
  );
}

/** Time, frequency and level under the pointer, else at the cursor. */
function Pointer({ sampleRateHz }: { readonly sampleRateHz: number }) {
  const hover = useHover((s) => s.hover);
  const dragText = useHover((s) => s.dragText);
  const cursor = useSelection((s) => s.cursorSample);
  const cursorHz = useSelection((s) => s.cursorHz);
  const { clock, format } = useClock(sampleRateHz);
  const sample = hover?.sample ?? cursor;
  const hz = hover === null ? cursorHz : hover.frequencyHz;
  const level = hover?.levelDb ?? null;
  return (
    <>
      <span className={styles['time']} data-testid="status-time">
        {formatTime(sample, format, clock)}
      </span>
      <span className={styles['sample']}>{sample} smp</span>
      <span className={styles['hz']} data-testid="status-hz">
        {hz === null ? '— Hz' : frequencyReading(hz)}
      </span>
      <span className={styles['level']} data-testid="status-db">
        {level !== null ? formatDb(level) : hover?.amplitude != null ? signed(hover.amplitude, 4) : '— dB'}
      </span>
      {dragText !== null && <span className={styles['drag']}>{dragText}</span>}
    </>
  );
}

function Recording() {
  const document = useActiveDocument();
  const project = useProject((s) => s.project);
  if (document === null) return null;
  const channels = Math.max(0, ...document.tracks.map((t) => t.channels));
  const asset = assetsOf(project, document)[0];
  return (
    <span className={styles['item']} data-testid="status-format">
      {formatRate(document.sampleRateHz)} · {formatChannels(channels)}
      {asset !== undefined && ` · ${asset.sampleFormat}`} · {formatHms(document.lengthSamples / document.sampleRateHz)}
    </span>
  );
}

function SaveState() {
  const project = useProject((s) => s.project);
  const studio = useEngine((s) => s.studio);
  if (project === null) return null;
  const text =
    studio === 'lost'
      ? 'Reconnecting'
      : project.recovered !== null && !project.isSaved
        ? 'Recovered'
        : project.filePath === null
          ? 'Draft, kept safe'
          : project.isSaved
            ? 'Saved'
            : 'Saving';
  return (
    <span className={styles['item']} role="status" data-testid="save-state" title={project.filePath ?? undefined}>
      {text}
    </span>
  );
}
