import type { Handlers } from '../../../preload/contract/define.ts';
import type { StudioContract } from '../../../preload/contract/studio.ts';
import type { JobRegistry } from '../jobs/jobRegistry.ts';
import type { PackLibrary } from './packLibrary.ts';

export function createModelsService(
  packs: PackLibrary,
  jobs: JobRegistry,
): Pick<Handlers<StudioContract, AbortSignal>, 'models.list' | 'models.verify'> {
  return {
    'models.list': () => packs.list(),
    'models.verify': ({ packId }) => ({
      jobId: jobs.start(
        { kind: 'verify', title: `Verify ${packId}`, parameters: { packId } },
        async (signal, onProgress) => {
          await packs.verify(packId, { signal, onProgress });
          return { packId };
        },
      ),
    }),
  };
}
