import type { ExportResult } from '../../../preload/contract/exports.ts';
import type { JobInfo } from '../../../preload/contract/jobs.ts';
import { formatBytes, formatCount } from '../../shared/format/bytes.ts';
import { notifyError } from '../../state/notices.ts';
import { cancelExport, exportAgainReduced } from './exportCommands.ts';
import styles from './ExportDialog.module.css';
import { useExport } from './exportStore.ts';

/** How the export goes, or how it ended. */
export function ExportOutcome({ job }: { readonly job: JobInfo | null }) {
  const level = useExport((s) => s.request?.level.kind);
  if (job === null) return <div className={styles['outcome']} />;
  const result = job.state === 'done' ? (job.result as unknown as ExportResult) : null;
  const isClipped = result !== null && result.isClipped && result.nBeyond > 0;
  const again = () => {
    exportAgainReduced().catch((error: unknown) => {
      notifyError('Export sound', error);
    });
  };
  return (
    <div className={styles['outcome']} role="status" data-testid="export-state" data-state={job.state}>
      {(job.state === 'queued' || job.state === 'running') && (
        <>
          <progress max={job.total ?? 1} value={job.total === null ? undefined : job.done} aria-label="Export" />
          <button
            type="button"
            onClick={() => {
              cancelExport().catch((error: unknown) => {
                notifyError('Cancel the export', error);
              });
            }}
          >
            Stop
          </button>
        </>
      )}
      {job.state === 'cancelled' && <span>Stopped: nothing was written.</span>}
      {job.state === 'failed' && <span className={styles['problem']}>{job.error?.message ?? 'It failed'}</span>}
      {result !== null && <span className={isClipped ? styles['problem'] : ''}>{resultText(result)}</span>}
      {isClipped && level === 'keep' && (
        <button type="button" data-testid="export-again" onClick={again}>
          Lower the level and export again
        </button>
      )}
    </div>
  );
}

function resultText({ nFiles, bytes, nBeyond, firstBeyond, isClipped, gainDb }: ExportResult): string {
  const files = nFiles === 1 ? '' : `${formatCount(nFiles)} files, `;
  const gain = gainDb === 0 ? '' : `, level ${gainDb < 0 ? '−' : '+'}${Math.abs(gainDb).toFixed(1)} dB`;
  const written = `Written: ${files}${formatBytes(bytes)}${gain}.`;
  if (nBeyond === 0) return written;
  const where = firstBeyond === null ? '' : `, the first at ${firstBeyond.sec.toFixed(3)} s of ${firstBeyond.file}`;
  const count = nBeyond === 1 ? '1 sample' : `${formatCount(nBeyond)} samples`;
  return isClipped
    ? `${written} ${count} beyond full scale were clipped${where}.`
    : `${written} ${count} beyond full scale are kept${where}.`;
}
