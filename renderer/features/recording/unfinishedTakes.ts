/** Takes that a crash left: found when a host is there, offered until they are kept or thrown away. */
import { create } from 'zustand';
import type { UnfinishedTake } from '../../../preload/contract/recording.ts';
import { whenOver } from '../../client/jobs.ts';
import { isEngineLost, studio } from '../../client/studio.ts';
import { notify, notifyError } from '../../state/notices.ts';
import { useTakeDetails } from './takeDetails.ts';

export const useUnfinished = create<{ readonly takes: readonly UnfinishedTake[] }>()(() => ({ takes: [] }));

async function read(): Promise<void> {
  const recordingTakeId = useTakeDetails.getState().takeId;
  useUnfinished.setState({ takes: await studio.call['recording.unfinished']({ recordingTakeId }) });
}

export function readUnfinished(): void {
  read().catch((error: unknown) => {
    if (!isEngineLost(error)) notifyError('Look for unfinished recordings', error);
  });
}

export function followUnfinished(): () => void {
  return studio.onReady('Look for unfinished recordings', read);
}

export async function keepTake({ takeId, name }: UnfinishedTake): Promise<void> {
  const { jobId, warnings } = await studio.call['recording.recover']({ takeId });
  await read();
  if (warnings.length > 0) notify('warning', name, `${warnings.join('; ')}.`);
  if (jobId !== null && (await whenOver(jobId))?.state !== 'done') await read();
}

export async function discardTake({ takeId }: UnfinishedTake): Promise<void> {
  await studio.call['recording.discard']({ takeId });
  await read();
}
