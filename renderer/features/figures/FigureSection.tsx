import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { isOver, useJobs } from '../../client/jobs.ts';
import { formatBytes } from '../../shared/format/bytes.ts';
import { Property } from '../../shared/ui/Property.tsx';
import { Section } from '../../shared/ui/Section.tsx';
import { SettingRows } from '../../shared/ui/SettingRows.tsx';
import { runCommand } from '../../state/commands.ts';
import { defaultFigureSettings, useFigure, type FigureSettings } from '../../state/figureSettings.ts';
import { useLayout } from '../../state/layout.ts';
import { useSelection } from '../../state/selection.ts';
import { figureLanes, usualHeightMm } from './figureLanes.ts';
import { figureRows } from './figureRows.ts';
import styles from './FigureSection.module.css';

interface Props {
  readonly document: DocumentInfo;
}

/** Fields of the next figure, while they are asked for. */
export function FigureSection({ document }: Props) {
  const isOpen = useFigure((s) => s.isOpen);
  return isOpen ? <FigureFields document={document} /> : null;
}

function FigureFields({ document }: Props) {
  const { settings, change } = useFigure();
  const layout = useLayout();
  const hasSelection = useSelection((s) => s.selection !== null);
  const lanes = figureLanes(document, layout);
  const heightMm = usualHeightMm(lanes);
  const shown = hasSelection ? settings : { ...settings, range: 'view' as const };
  return (
    <Section
      title="Figure"
      action={
        <button
          type="button"
          className={styles['close']}
          onClick={() => {
            useFigure.setState({ isOpen: false });
          }}
        >
          Close
        </button>
      }
    >
      <SettingRows
        rows={figureRows({ hasSelection, heightMm })}
        settings={shown}
        defaults={defaultFigureSettings}
        sampleRateHz={document.sampleRateHz}
        testIdPrefix="figure"
        change={change}
      />
      <Property name="Size" testId="figure-size">
        {sizeText(shown, heightMm)}
      </Property>
      <Property name="Panels" testId="figure-panels">
        {panelsText(lanes.map(({ kind }) => kind))}
      </Property>
      <SaveRow isEmpty={lanes.length === 0} />
    </Section>
  );
}

function SaveRow({ isEmpty }: { readonly isEmpty: boolean }) {
  const jobId = useFigure((s) => s.jobId);
  const job = useJobs((s) => s.jobs.find((candidate) => candidate.jobId === jobId));
  const isRunning = job !== undefined && !isOver(job);
  return (
    <div className={styles['save']}>
      <button
        type="button"
        className={styles['button']}
        disabled={isRunning || isEmpty}
        data-testid="figure-save"
        onClick={() => runCommand('figure.save')}
      >
        Save figure…
      </button>
      {isRunning && (
        <button type="button" className={styles['button']} onClick={() => runCommand('figure.cancel')}>
          Cancel
        </button>
      )}
      {job !== undefined && (
        <span className={styles['state']} role="status" data-testid="figure-state" data-state={job.state}>
          {stateText(job)}
        </span>
      )}
    </div>
  );
}

function stateText({ state, done, total, error, result }: Parameters<typeof isOver>[0]): string {
  if (state === 'failed') return error?.message ?? 'Failed';
  if (state === 'cancelled') return 'Cancelled';
  if (state !== 'done') return total === null ? 'Drawing' : `Drawing, ${String(Math.floor((100 * done) / total))} %`;
  const bytes = result?.['bytes'];
  return typeof bytes === 'number' ? `Saved, ${formatBytes(bytes)}` : 'Saved';
}

function sizeText({ format, widthMm, heightMm, dpi }: FigureSettings, usualMm: number): string {
  const pixels = (mm: number) => String(Math.round((mm / 25.4) * dpi));
  if (format !== 'png') return `vectors, picture ${String(Math.round(dpi))} dpi`;
  return `${pixels(widthMm)} × ${pixels(heightMm ?? usualMm)} px`;
}

function panelsText(kinds: readonly string[]): string {
  const counts = ['waveform', 'spectrogram', 'tier']
    .map((kind) => ({ kind, n: kinds.filter((other) => other === kind).length }))
    .filter(({ n }) => n > 0);
  return counts.length === 0
    ? 'none: all lanes are folded'
    : counts.map(({ kind, n }) => (n === 1 ? kind : `${String(n)} ${kind}s`)).join(', ');
}
