/** A spectral plan's graph, ready to run on one execution provider. */
import { EngineError } from '../../core/errors.ts';
import { openOnnxSession } from '../onnxSession.ts';
import { buildSpectralGraph, spectralInput, spectralOutput } from './spectralGraph.ts';
import { samplesPerRun, valuesPerRun, type SpectralPlan } from './spectralPlan.ts';

export interface SpectralRunner {
  /**
   * One run. @param samples [samplesPerRun(plan)] @returns [valuesPerRun(plan)], laid out as SpectralResult says
   * @throws EngineError E_SHAPE: a wrong number of samples; E_PROVIDER: the device failed; E_ABORTED
   */
  run(samples: Float32Array, signal?: AbortSignal): Promise<Float32Array>;
  release(): Promise<void>;
}

/** @throws EngineError E_PARAM, E_SHAPE: no plan for a graph; E_PROVIDER: the provider is absent or refuses the graph */
export async function openSpectralRunner(plan: SpectralPlan, provider: string): Promise<SpectralRunner> {
  const graph = buildSpectralGraph(plan);
  const session = await openOnnxSession(graph, { providers: [provider] }).catch((cause: unknown) => {
    throw new EngineError('E_PROVIDER', `${provider} cannot run spectra here: ${(cause as Error).message}`, { cause });
  });
  const nSamples = samplesPerRun(plan);
  const nValues = valuesPerRun(plan);
  return {
    async run(samples, signal) {
      if (samples.length !== nSamples)
        throw new EngineError('E_SHAPE', `${samples.length} samples were given, a run reads ${nSamples}`);
      const dims = [nSamples / plan.hopLength, plan.hopLength];
      const outputs = await session.run({ [spectralInput]: { type: 'float32', data: samples, dims } }, signal);
      const values = outputs[spectralOutput]?.data;
      if (!(values instanceof Float32Array) || values.length !== nValues)
        throw new EngineError(
          'E_PROVIDER',
          `${provider} answered ${values?.length ?? 0} values, the plan has ${nValues}`,
        );
      return values;
    },
    release: () => session.release(),
  };
}
