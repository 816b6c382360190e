/**
 * The closed set of failure codes. A code says what kind of thing went wrong and is stable for scripts;
 * the message carries the value and the rule for people.
 */
export const engineErrorCodes = [
  'E_PARAM', // a parameter is outside its rule
  'E_SHAPE', // an array has the wrong length or dimensions
  'E_ABORTED', // cancelled on request; never shown as an error
  'E_FORMAT', // a file is not what it says, or is damaged
  'E_CODEC', // a known format that this machine cannot decode or encode
  'E_NOT_FOUND', // a file, asset, document, job or model that is not there
  'E_PERMISSION', // the operating system refuses access
  'E_IO', // reading or writing failed
  'E_DISK_FULL', // no space left on the device
  'E_PROJECT_NEWER', // written by a later version of Phonoscope
  'E_PROJECT_CORRUPT', // a project file that fails its checks
  'E_PROJECT_LOCKED', // open in another instance
  'E_MODEL_MISSING', // a model pack or one of its files is absent
  'E_MODEL_HASH', // a model file differs from its manifest
  'E_MODEL_INVALID', // a manifest or graph breaks the contract
  'E_PROVIDER', // an execution provider cannot run the model
  'E_OOM', // the memory budget would be exceeded
  'E_ENGINE_LOST', // the process that did the work ended
  'E_INTERNAL', // a broken invariant: our mistake
] as const;

export type EngineErrorCode = (typeof engineErrorCodes)[number];

export type ErrorDetails = Readonly<Record<string, unknown>>;

export class EngineError extends Error {
  readonly code: EngineErrorCode;
  readonly details: ErrorDetails;

  constructor(code: EngineErrorCode, message: string, options: { cause?: unknown; details?: ErrorDetails } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'EngineError';
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** For conditions that only a mistake in our own code can break. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new EngineError('E_INTERNAL', message);
}

/** Ends the work of a cancelled job at the next safe point. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new EngineError('E_ABORTED', 'cancelled');
}
