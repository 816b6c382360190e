/**
 * The manifest of a model pack: what the files are, what they must hash to, where they come from. Packs are hostile
 * input: paths may not leave the folder, sizes and hashes are required, unknown keys are refused.
 */
import { z } from 'zod';
import { EngineError } from '../core/errors.ts';

const maxManifestBytes = 1 << 20;
const maxFileBytes = 8 * 2 ** 30;

/** Relative, forward slashes, no empty, dot or dot-dot parts, no drive or device names. */
const packPathSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(
    /^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/,
    'must be a relative path of letters, digits, ., _ and -',
  )
  .refine((path) => !path.split('/').includes('..'), 'must not contain ..');

const manifestSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and -'),
  name: z.string().min(1).max(100),
  task: z.enum(['voice-activity', 'speech-recognition']),
  licence: z.string().min(1).max(100),
  source: z.url({ protocol: /^https$/ }),
  revision: z.string().min(1).max(100),
  files: z
    .array(
      z.strictObject({
        path: packPathSchema,
        bytes: z.number().int().min(1).max(maxFileBytes),
        sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits'),
      }),
    )
    .min(1)
    .max(200),
  limits: z.string().max(2_000).nullable().default(null),
});

export type PackManifest = Readonly<z.infer<typeof manifestSchema>>;

/** @throws EngineError E_MODEL_INVALID with the field, the value's fault and the rule */
export function parsePackManifest(text: string): PackManifest {
  if (text.length > maxManifestBytes)
    throw new EngineError(
      'E_MODEL_INVALID',
      `manifest has ${text.length} characters, at most ${maxManifestBytes} are read`,
    );
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new EngineError('E_MODEL_INVALID', `manifest is not JSON: ${(cause as Error).message}`, { cause });
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'manifest'}: ${ruleOf(issue)}`);
    throw new EngineError('E_MODEL_INVALID', faults.join('; '));
  }
  const paths = parsed.data.files.map((file) => file.path.toLowerCase());
  if (new Set(paths).size !== paths.length)
    throw new EngineError('E_MODEL_INVALID', 'files: two entries name the same path');
  return parsed.data;
}

function ruleOf({ message }: z.core.$ZodIssue): string {
  return message.replace(/^Invalid input: expected (.*), received undefined$/, 'is missing: must be $1');
}
