import { findFfmpegDecoder } from '../../services/audio/ffmpegDecoder.ts';
import { createAudioService, type AudioService } from '../../services/audio/createAudioService.ts';
import { createJobRegistry } from '../../services/jobs/jobRegistry.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { userFolders } from '../userFolders.ts';

/** The audio service over one store: what it draws for the window's cache, the app will find there. */
export async function audioOf(store: ProjectStore): Promise<AudioService> {
  return createAudioService({
    currentStore: () => store,
    jobs: createJobRegistry({ onChange: () => undefined }),
    cacheDir: userFolders().cache,
    emit: () => undefined,
    onStructure: () => undefined,
    platformDecoder: (await findFfmpegDecoder()) ?? undefined,
  });
}
