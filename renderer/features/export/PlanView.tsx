import type { ExportPlan } from '../../../preload/contract/exports.ts';
import { formatBytes, formatCount } from '../../shared/format/bytes.ts';
import { formatRate } from '../../shared/format/frequency.ts';
import { formatHms } from '../../shared/format/time.ts';
import styles from './ExportDialog.module.css';

interface Props {
  readonly plan: ExportPlan | null;
  readonly isOne: boolean; // its name is asked for later
  readonly hasFolder: boolean;
}

/** What would be written, as long as nothing stands against it. */
export function PlanView({ plan, isOne, hasFolder }: Props) {
  if (plan === null) return <div className={styles['summary']} aria-busy="true" />;
  const { problems, notes, files, nFiles } = plan;
  return (
    <>
      <div className={styles['summary']} role="status" data-testid="export-summary">
        {nFiles > 0 && <p className={styles['strong']}>{sizeText(plan)}</p>}
        {nFiles > 0 && <p>{layoutText(plan)}</p>}
        {problems.map((problem) => (
          <p key={problem} className={styles['problem']} data-testid="export-problem">
            {sentence(problem)}
          </p>
        ))}
        {[...notes, ...remarks(plan, hasFolder)].map((note) => (
          <p key={note} className={styles['note']}>
            {sentence(note)}
          </p>
        ))}
      </div>
      {!isOne && files.length > 0 && (
        <ol className={styles['names']} aria-label="Files" data-testid="export-file-names" tabIndex={0}>
          {files.map(({ name, startSec, endSec, isThere }) => (
            <li key={name} data-there={isThere || undefined}>
              <span className={styles['name']} title={name}>
                {name}
              </span>
              <span className={styles['length']}>{isThere ? 'is there' : `${(endSec - startSec).toFixed(3)} s`}</span>
            </li>
          ))}
          {nFiles > files.length && <li>and {formatCount(nFiles - files.length)} more</li>}
        </ol>
      )}
    </>
  );
}

function sizeText({ nFiles, durationSec, bytes, isBytesExact }: ExportPlan): string {
  const count = nFiles === 1 ? '1 file' : `${formatCount(nFiles)} files`;
  return `${count}, ${formatHms(durationSec)}, ${isBytesExact ? '' : 'about '}${formatBytes(bytes)}`;
}

function layoutText({ sampleRateHz, channels }: ExportPlan): string {
  const names: Readonly<Record<number, string>> = { 1: 'mono', 2: 'stereo' };
  return `${formatRate(sampleRateHz)}, ${names[channels] ?? `${String(channels)} channels`}`;
}

function remarks({ skipped, nNumbered, nThere, problems }: ExportPlan, hasFolder: boolean): string[] {
  const intervals = (n: number) => (n === 1 ? '1 interval' : `${formatCount(n)} intervals`);
  return [
    ...(skipped.outside > 0 ? [`${intervals(skipped.outside)} outside of what is exported`] : []),
    ...(skipped.empty > 0 ? [`${intervals(skipped.empty)} without a label left out`] : []),
    ...(skipped.short > 0 ? [`${intervals(skipped.short)} too short, left out`] : []),
    ...(skipped.long > 0 ? [`${intervals(skipped.long)} too long, left out`] : []),
    ...(nNumbered > 0
      ? [`${nNumbered === 1 ? '1 name' : `${formatCount(nNumbered)} names`} numbered: they are another’s too`]
      : []),
    ...(hasFolder && nThere > 0 && problems.length === 0
      ? [nThere === 1 ? '1 file is replaced' : `${formatCount(nThere)} files are replaced`]
      : []),
  ];
}

/** The host's phrases begin small: they also stand behind a colon. */
function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
