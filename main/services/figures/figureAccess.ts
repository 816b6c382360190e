/** What figures take from the project, the tiles and the threads. */
import type { Handlers } from '../../../preload/contract/define.ts';
import type { StudioContract } from '../../../preload/contract/studio.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { toSource } from '../../engine/dsp/sampleSource.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import type { AnalysisThreads } from '../contours/analysisThreads.ts';
import type { FiguresDeps } from './createFiguresService.ts';

interface Access {
  readonly store: () => ProjectStore;
  readonly threads: AnalysisThreads;
  readonly readTile: Handlers<StudioContract, AbortSignal>['analysis.spectrogramTile'];
}

const noSound = { source: toSource(new Float32Array(0)), sampleRateHz: 1 };

export function figureAccess({
  store,
  threads,
  readTile,
}: Access): Pick<FiguresDeps, 'describe' | 'readTier' | 'readTile' | 'encode'> {
  return {
    describe(documentId) {
      const document = store()
        .documents()
        .find((candidate) => candidate.documentId === documentId);
      if (document === undefined)
        throw new EngineError('E_NOT_FOUND', `documentId=${documentId} is not in the project`);
      return document;
    },
    readTier(tierId) {
      const document = store()
        .documents()
        .find(({ tiers }) => tiers.some((tier) => tier.tierId === tierId));
      const tier = document?.tiers.find((candidate) => candidate.tierId === tierId);
      if (document === undefined || tier === undefined)
        throw new EngineError('E_NOT_FOUND', `tierId=${tierId} is not in the project`);
      const labels = store()
        .tierItems(tierId)
        .map(({ label, startSample, endSample }) => ({
          label,
          startSec: startSample / document.sampleRateHz,
          endSec: endSample / document.sampleRateHz,
        }));
      return { name: tier.name, isOfPoints: tier.kind === 'point', labels };
    },
    readTile: async ({ sourceId, channel }, { params, level, index }, signal) =>
      readTile({ sourceId, channel, params, level, index, quality: 'exact' }, { signal }),
    encode: async (drawing, { format, dpi }, signal) => {
      const task = { name: 'figure', params: { drawing, format, dpi } } as const;
      const bytes = (await threads.run(task, noSound, { signal })) as Uint8Array;
      return Uint8Array.from(bytes); // out of shared memory: what writes files takes no other
    },
  };
}
