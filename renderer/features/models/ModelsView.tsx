import { CircleAlert, CircleCheck, ShieldCheck } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { ModelPackInfo } from '../../../preload/contract/models.ts';
import { isOver, useJobs, whenOver } from '../../client/jobs.ts';
import { studio } from '../../client/studio.ts';
import { formatBytes } from '../../shared/format/bytes.ts';
import { notifyError } from '../../state/notices.ts';
import styles from './ModelsView.module.css';

const stateTitles: Readonly<Record<ModelPackInfo['state'], string>> = {
  ready: 'Ready',
  missing: 'Missing',
  damaged: 'Damaged',
  invalid: 'Invalid',
};

function usePacks(): { readonly packs: readonly ModelPackInfo[] | null; readonly read: () => Promise<void> } {
  const [packs, setPacks] = useState<readonly ModelPackInfo[] | null>(null);
  const read = useCallback(async () => {
    setPacks(await studio.call['models.list']({}));
  }, []);
  useEffect(() => studio.onReady('Models', read), [read]);
  return { packs, read };
}

export function ModelsView() {
  const { packs, read } = usePacks();
  return (
    <div className={styles['view']} data-testid="models-view">
      <h2>Models</h2>
      <p className={styles['lead']}>Everything runs on this machine; nothing is fetched.</p>
      {packs?.length === 0 && <p className={styles['lead']}>No model packs are installed.</p>}
      {packs?.map((pack) => (
        <Pack key={pack.packId} pack={pack} onChecked={read} />
      ))}
    </div>
  );
}

interface PackProps {
  readonly pack: ModelPackInfo;
  readonly onChecked: () => Promise<void>;
}

function Pack({ pack, onChecked }: PackProps) {
  const isBusy = useJobs((s) => s.jobs.some((job) => job.kind === 'verify' && !isOver(job)));
  const verify = async () => {
    const { jobId } = await studio.call['models.verify']({ packId: pack.packId });
    await whenOver(jobId);
    await onChecked();
  };
  const StateIcon = pack.state === 'ready' ? CircleCheck : CircleAlert;
  return (
    <article className={styles['pack']} aria-labelledby={`pack-${pack.packId}`}>
      <header>
        <h3 id={`pack-${pack.packId}`}>{pack.name}</h3>
        <span className={styles['state']} data-state={pack.state}>
          <StateIcon size={14} aria-hidden />
          {stateTitles[pack.state]}
        </span>
        <button
          type="button"
          disabled={isBusy}
          onClick={() => {
            verify().catch((error: unknown) => {
              notifyError(`Check ${pack.name}`, error);
            });
          }}
        >
          <ShieldCheck size={14} aria-hidden />
          {isBusy ? 'Checking' : 'Check files'}
        </button>
      </header>
      {pack.problem !== null && <p className={styles['problem']}>{pack.problem}</p>}
      <dl>
        <Row name="Task">{inWords(pack.task)}</Row>
        <Row name="Licence">{pack.licence}</Row>
        <Row name="Size">{formatBytes(pack.bytes)}</Row>
        <Row name="Source">{pack.source}</Row>
        <Row name="Revision">{pack.revision}</Row>
        {pack.limits !== null && <Row name="Limits">{pack.limits}</Row>}
      </dl>
      <table>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Size</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {pack.files.map((file) => (
            <tr key={file.path}>
              <td>{file.path}</td>
              <td>{formatBytes(file.bytes)}</td>
              <td>{file.sha256}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

/** voice-activity -> "Voice activity" */
function inWords(task: string): string {
  const words = task.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Row({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
