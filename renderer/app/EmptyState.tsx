import { useEffect, useState } from 'react';
import type { RecentProject } from '../../preload/contract/project.ts';
import { useIsStudioReady } from '../client/engine.ts';
import { isEngineLost, studio } from '../client/studio.ts';
import { runCommand } from '../state/commands.ts';
import { notifyError } from '../state/notices.ts';
import styles from './EmptyState.module.css';
import { tellOpenFailure } from './tellOpenFailure.ts';

function useRecent(): readonly RecentProject[] {
  const [recent, setRecent] = useState<readonly RecentProject[]>([]);
  const isReady = useIsStudioReady();
  useEffect(() => {
    if (!isReady) return;
    studio.call['projects.recent']({}).then(setRecent, (error: unknown) => {
      if (!isEngineLost(error)) notifyError('Recent projects', error);
    });
  }, [isReady]);
  return recent;
}

export function EmptyState() {
  const recent = useRecent();
  return (
    <div className={styles['empty']} data-testid="empty-state">
      <div className={styles['body']}>
        <p className={styles['sentence']}>Open a recording, or make one, to see, hear and measure it.</p>
        <div className={styles['actions']}>
          <button type="button" className={styles['primary']} onClick={() => runCommand('file.open')}>
            Open a file
          </button>
          <button type="button" onClick={() => runCommand('record.toggle')}>
            Record
          </button>
          <button type="button" onClick={() => runCommand('file.openSample')}>
            Open the sample recording
          </button>
        </div>
        <p className={styles['hint']}>
          Or drop files anywhere on the window: WAV, FLAC, MP3, Ogg, Opus, M4A, AIFF, CAF, WebM, MP4, AU, SPHERE, bare
          samples. What you open stays as it is; marks and settings go into a project.
        </p>
        {recent.length > 0 && <RecentList recent={recent} />}
      </div>
    </div>
  );
}

function placeOf({ isDraft, exists, filePath }: RecentProject): string {
  if (isDraft) return exists ? 'draft' : 'draft, not found';
  return exists ? filePath : `${filePath} (not found)`;
}

function RecentList({ recent }: { readonly recent: readonly RecentProject[] }) {
  return (
    <section className={styles['recent']} aria-labelledby="recent-title">
      <h2 id="recent-title">Recent projects</h2>
      <ul>
        {recent.slice(0, 8).map((project) => (
          <li key={project.recentId}>
            <button
              type="button"
              disabled={!project.exists}
              onClick={() => {
                studio.call['projects.openRecent']({ recentId: project.recentId }).catch((error: unknown) => {
                  tellOpenFailure(`Open ${project.name}`, error);
                });
              }}
            >
              <span>{project.name}</span>
              <span className={styles['path']}>{placeOf(project)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
