/** Spectra on a device of the inference host: a plan is opened once, then run over a signal, run by run. */
import { z } from 'zod';
import { procedure } from './define.ts';
import { idSchema } from './project.ts';

const float32Schema = z.custom<Float32Array>((value) => value instanceof Float32Array, 'must be a Float32Array');
const float64Schema = z.custom<Float64Array>((value) => value instanceof Float64Array, 'must be a Float64Array');
const countSchema = z
  .number()
  .int()
  .min(1)
  .max(2 ** 24);

const resultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('complex') }),
  z.strictObject({ kind: z.literal('power'), framesPerColumn: countSchema, reduce: z.enum(['max', 'mean']) }),
  z.strictObject({
    kind: z.literal('mel'),
    nMels: z.number().int().min(1).max(4096),
    matrix: float32Schema,
    power: z.union([z.literal(1), z.literal(2)]),
    powerOffset: z.number().min(0),
    log: z.enum(['none', 'ln', 'log10', 'db']),
    floor: z.number().positive(),
  }),
]);

/** As engine/runtime/spectral/spectralPlan.ts says, which checks what the shape alone does not. */
const spectralPlanSchema = z.strictObject({
  fftSize: countSchema,
  hopLength: countSchema,
  window: float64Schema,
  framesPerRun: countSchema,
  result: resultSchema,
});

export const spectraContract = {
  'spectra.open': procedure<{ taskId: string }>()({ plan: spectralPlanSchema, provider: z.string().min(1).max(40) }),
  'spectra.run': procedure<{ values: Float32Array }>()({ taskId: idSchema, samples: float32Schema }),
  'spectra.close': procedure<null>()({ taskId: idSchema }),
} as const;
