import { createAudioService } from '../../../../main/services/audio/createAudioService.ts';
import { createEffectsService } from '../../../../main/services/effects/createEffectsService.ts';
import { createJobRegistry } from '../../../../main/services/jobs/jobRegistry.ts';
import { temporaryFolder } from '../../store/projectFixture.ts';
import { editProject } from '../edits/editProject.ts';

export const context = { signal: new AbortController().signal };

/** The project of numbers with everything that effects need; `apply` waits for the job. */
export function effects(nSamples?: number) {
  const project = editProject(nSamples);
  const { store, edits, trackIds } = project;
  const jobs = createJobRegistry({ onChange: () => undefined });
  const audio = createAudioService({
    currentStore: () => store,
    jobs,
    cacheDir: temporaryFolder(),
    emit: () => undefined,
    onStructure: () => undefined,
  });
  const handlers = createEffectsService({ store: () => store, audio, edits, jobs, noteChange: () => undefined });
  const { documentId } = project;
  const apply = async (
    effect: { readonly kind: string; readonly [name: string]: unknown },
    range: { startSample: number; endSample: number },
    ripple: 'none' | 'track' | 'document' = 'none',
    which: readonly number[] = [0],
    more: { startSample: number; endSample: number }[] = [],
  ) => {
    const target = { documentId, trackIds: which.map((i) => trackIds[i]!), ...range, effect, ripple, more };
    const { jobId } = await handlers['effects.apply'](target, context);
    return jobs.settled(jobId);
  };
  return { ...project, audio, jobs, handlers, apply };
}
