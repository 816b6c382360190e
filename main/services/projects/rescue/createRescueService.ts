/** Damaged projects: what is left of them is made into a new one, looked at, and opened or thrown away. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Handlers } from '../../../../preload/contract/define.ts';
import type { RescueReport, rescueContract } from '../../../../preload/contract/rescue.ts';
import { EngineError } from '../../../engine/core/errors.ts';
import type { ReportProgress } from '../../../engine/core/progress.ts';
import { openProjectStore } from '../../../store/openProjectStore.ts';
import { salvageSteps } from '../../../store/salvage/salvageProject.ts';
import { storeError, withStoreErrors } from '../../../store/sqliteErrors.ts';
import { createTimeSlice } from '../../audio/timeSlice.ts';
import type { JobRegistry } from '../../jobs/jobRegistry.ts';
import type { FileRegistry } from '../fileRegistry.ts';
import { projectName, type OpenedProject } from '../openProject.ts';
import { exportRecordings } from './exportRecordings.ts';

export interface RescueDeps {
  readonly userDataDir: string;
  readonly appVersion: string;
  readonly files: Pick<FileRegistry, 'resolve'>;
  readonly jobs: Pick<JobRegistry, 'start'>;
  readonly openAsDraft: (made: string, about: Pick<OpenedProject, 'name' | 'recovered'>) => Promise<void>;
}

export interface RescueService {
  readonly handlers: Handlers<typeof rescueContract, AbortSignal>;
  /** What nobody has opened goes. */
  close(): void;
}

interface Rescued {
  readonly path: string;
  readonly from: string;
  readonly lost: readonly string[];
}

const mostToldInOne = 8; // the rest is in the report, and at the recordings themselves

export function createRescueService(deps: RescueDeps): RescueService {
  const folder = join(deps.userDataDir, 'rescued');
  const found = new Map<string, Rescued>();

  /** Also what a killed process left. */
  const clear = () => {
    rmSync(folder, { recursive: true, force: true });
    found.clear();
  };
  const find = (rescueId: string): Rescued => {
    const rescued = found.get(rescueId);
    if (rescued === undefined) throw new EngineError('E_NOT_FOUND', `rescueId=${rescueId} is not there any more`);
    return rescued;
  };

  const examine = async (from: string, signal: AbortSignal, report: ReportProgress): Promise<RescueReport> => {
    if (found.size === 0) clear();
    withStoreErrors(folder, () => mkdirSync(folder, { recursive: true }));
    const rescueId = randomUUID();
    const path = join(folder, `${rescueId}.phono`);
    const onProgress = ({ done, total }: { readonly done: number; readonly total: number }) => {
      report({ done, total, unit: 'recordings', note: 'reading what can be read' });
    };
    const { documents, recordings, lost } = await inSlices(
      salvageSteps(from, path, { appVersion: deps.appVersion, signal, onProgress }),
      from,
    );
    found.set(rescueId, { path, from, lost });
    return { rescueId, name: basename(from), documents, recordings, lost, durationSec: durationOf(path) };
  };

  return {
    handlers: {
      'rescue.examine': ({ fileId }) => {
        const from = deps.files.resolve(fileId, 'open');
        const job = { kind: 'verify' as const, title: `Read what is left of ${basename(from)}`, parameters: {} };
        return {
          jobId: deps.jobs.start(job, async (signal, report) => ({ ...(await examine(from, signal, report)) })),
        };
      },
      'rescue.open': async ({ rescueId }) => {
        const { path, from, lost } = find(rescueId);
        await deps.openAsDraft(path, { name: `${projectName(from)} (rescued)`, recovered: sentence(from, lost) });
        found.delete(rescueId);
        return null;
      },
      'rescue.exportSound': ({ rescueId, folderId }) => {
        const { path, from } = find(rescueId);
        const target = deps.files.resolve(folderId, 'folder');
        const job = { kind: 'export' as const, title: `Export the sound of ${basename(from)}`, parameters: {} };
        return {
          jobId: deps.jobs.start(job, (signal, onProgress) => exportRecordings(path, target, { signal, onProgress })),
        };
      },
      'rescue.discard': ({ rescueId }) => {
        const rescued = found.get(rescueId);
        found.delete(rescueId);
        if (rescued !== undefined) rmSync(rescued.path, { force: true });
        return null;
      },
    },
    close: clear,
  };
}

/** A host that looks at hours of sound must still answer. */
async function inSlices<T>(steps: Generator<void, T, undefined>, path: string): Promise<T> {
  const yieldIfDue = createTimeSlice();
  try {
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      await yieldIfDue();
    }
  } catch (error) {
    throw storeError(error, path);
  }
}

function durationOf(path: string): number {
  const store = openProjectStore(path, { readOnly: true });
  try {
    return store.assets().reduce((sum, { nSamples, sampleRateHz }) => sum + nSamples / sampleRateHz, 0);
  } finally {
    store.close();
  }
}

function sentence(from: string, lost: readonly string[]): string {
  const told = lost.slice(0, mostToldInOne);
  const rest = lost.length - told.length;
  return [
    `This is what could be read of ${basename(from)}, as a new project; the damaged file is as it was.`,
    ...told,
    ...(rest > 0 ? [`${rest} more: see the recordings.`] : []),
  ].join(' ');
}
