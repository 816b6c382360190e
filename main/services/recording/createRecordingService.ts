/** Records into files of their own, and puts a finished take into the project. Until it is there its file stays. */
import { randomBytes } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Handlers } from '../../../preload/contract/define.ts';
import type { KeptTake, recordingContract, UnfinishedTake } from '../../../preload/contract/recording.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { NewImport } from '../audio/createAudioService.ts';
import type { RecordedAsset } from '../audio/importAudio.ts';
import type { JobRegistry } from '../jobs/jobRegistry.ts';
import { storeError } from '../../store/sqliteErrors.ts';
import { putTake, type PutDeps } from './putTake.ts';
import { readTake, type Take } from './readTake.ts';
import { takeAsWav } from './takeAsWav.ts';
import { createTakeFolder } from './takeFolder.ts';
import { takeWarnings } from './takeWarnings.ts';
import { TakeWriter } from './takeWriter.ts';

export interface RecordingDeps extends PutDeps {
  readonly folder: string; // of takes that are in no project yet
  readonly jobs: Pick<JobRegistry, 'settled'>;
  /** Into the open project, or a new draft. @returns the id of the job */
  readonly importSound: (sound: NewImport) => Promise<string>;
}

export interface RecordingService {
  readonly handlers: Handlers<typeof recordingContract, AbortSignal>;
  /** What is being recorded stays on the disk, to be recovered. */
  close(): Promise<void>;
}

export function createRecordingService({ folder, jobs, importSound, ...project }: RecordingDeps): RecordingService {
  const takes = createTakeFolder(folder);
  const writers = new Map<string, TakeWriter>();
  const starting = new Set<string>(); // of whose sound nothing has come: their page may not know them yet
  const importing = new Set<string>();

  const isLeft = (takeId: string) => !writers.has(takeId) && !starting.has(takeId) && !importing.has(takeId);

  const writerOf = (takeId: string): TakeWriter => {
    const writer = writers.get(takeId);
    if (writer === undefined) throw new EngineError('E_NOT_FOUND', `takeId=${takeId} is not being recorded`);
    return writer;
  };

  const requireUnfinished = (takeId: string) => {
    if (isLeft(takeId) && takes.list().includes(takeId)) return;
    throw new EngineError('E_NOT_FOUND', `takeId=${takeId} is no unfinished recording`);
  };

  /** The file goes when the project holds the sound, never sooner. */
  const keep = async (takeId: string): Promise<KeptTake> => {
    importing.add(takeId);
    try {
      const path = takes.pathOf(takeId);
      const take = await readTake(path);
      if (take.nFrames === 0) {
        takes.remove(takeId);
        importing.delete(takeId);
        return { jobId: null, warnings: [] };
      }
      const warnings = takeWarnings(take);
      const put = (asset: RecordedAsset) => putTake(take, asset, project);
      const recorded = { warnings, put };
      const jobId = await importSound({ name: take.header.name, openSource: () => takeAsWav(path, take), recorded });
      void jobs.settled(jobId).then(({ state }) => {
        importing.delete(takeId);
        if (state !== 'done') return;
        try {
          takes.remove(takeId);
        } catch {
          // Another program holds the file: it is offered again, which loses nothing.
        }
      });
      return { jobId, warnings };
    } catch (error) {
      importing.delete(takeId);
      throw error;
    }
  };

  return {
    handlers: {
      'recording.start': async (format) => {
        const startedAt = new Date().toISOString();
        const takeId = `${startedAt.replaceAll(/\D/g, '')}-${randomBytes(3).toString('hex')}`;
        starting.add(takeId);
        try {
          writers.set(takeId, await TakeWriter.create(takes.pathOf(takeId), { ...format, startedAt }));
        } catch (error) {
          starting.delete(takeId);
          throw error;
        }
        return { takeId };
      },
      'recording.append': async ({ takeId, ...chunk }) => {
        const writer = writerOf(takeId);
        await writer.append(chunk);
        starting.delete(takeId);
        return { nFrames: writer.nFrames };
      },
      'recording.mark': async ({ takeId, frame }) => {
        await writerOf(takeId).mark(frame);
        return null;
      },
      'recording.resume': async ({ takeId }) => {
        const running = writers.get(takeId);
        if (running === undefined) {
          requireUnfinished(takeId);
          writers.set(takeId, await TakeWriter.reopen(takes.pathOf(takeId)));
        }
        starting.delete(takeId);
        await running?.settle();
        return { nFrames: writerOf(takeId).nFrames };
      },
      'recording.stop': async ({ takeId }) => {
        const writer = writerOf(takeId);
        writers.delete(takeId);
        starting.delete(takeId);
        await writer.close();
        return keep(takeId);
      },
      'recording.unfinished': async ({ recordingTakeId }) => {
        for (const [takeId, writer] of [...writers]) {
          if (takeId === recordingTakeId || starting.has(takeId)) continue;
          writers.delete(takeId);
          await writer.close();
        }
        const unfinished = takes.list().filter((takeId) => takeId !== recordingTakeId && isLeft(takeId));
        const described = await Promise.all(unfinished.map((takeId) => describe(takeId, takes.pathOf(takeId))));
        const isEmpty = ({ problem, nFrames }: UnfinishedTake) => problem === null && nFrames === 0;
        for (const { takeId } of described.filter(isEmpty)) if (isLeft(takeId)) takes.remove(takeId); // it ended before it began
        return described.filter((take) => !isEmpty(take));
      },
      'recording.recover': ({ takeId }) => {
        requireUnfinished(takeId);
        return keep(takeId);
      },
      'recording.discard': ({ takeId }) => {
        requireUnfinished(takeId);
        takes.remove(takeId);
        return null;
      },
      'recording.space': async () => {
        try {
          const { bavail, bsize } = await statfs(dirname(takes.pathOf('any')));
          return { freeBytes: bavail * bsize };
        } catch (error) {
          throw storeError(error, folder);
        }
      },
    },
    async close() {
      const running = [...writers.values()];
      writers.clear();
      starting.clear();
      await Promise.all(running.map((writer) => writer.close()));
    },
  };
}

async function describe(takeId: string, path: string): Promise<UnfinishedTake> {
  const known = { takeId, name: takeId, startedAt: '', sampleRateHz: 0, channels: 0, nFrames: 0, lostFrames: 0 };
  try {
    const { header, nFrames, lostFrames }: Take = await readTake(path);
    const { name, startedAt, sampleRateHz, channels } = header;
    return { takeId, name, startedAt, sampleRateHz, channels, nFrames, lostFrames, problem: null };
  } catch (error) {
    if (error instanceof EngineError) return { ...known, problem: error.message };
    throw error;
  }
}
