/** What crosses a process boundary instead of an exception. Codes equal the engine's (asserted by a contract test). */
export const wireErrorCodes = [
  'E_PARAM',
  'E_SHAPE',
  'E_ABORTED',
  'E_FORMAT',
  'E_CODEC',
  'E_NOT_FOUND',
  'E_PERMISSION',
  'E_IO',
  'E_DISK_FULL',
  'E_PROJECT_NEWER',
  'E_PROJECT_CORRUPT',
  'E_PROJECT_LOCKED',
  'E_MODEL_MISSING',
  'E_MODEL_HASH',
  'E_MODEL_INVALID',
  'E_PROVIDER',
  'E_OOM',
  'E_ENGINE_LOST',
  'E_INTERNAL',
] as const;

export type WireErrorCode = (typeof wireErrorCodes)[number];

export interface WireErrorShape {
  readonly code: WireErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export type Reply<T = unknown> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireErrorShape };

/** The caller's side of a failed call. */
export class WireError extends Error {
  readonly code: WireErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor({ code, message, details }: WireErrorShape) {
    super(message);
    this.name = 'WireError';
    this.code = code;
    this.details = details;
  }
}
