import type { WireErrorShape } from '../../preload/contract/errors.ts';
import { WireError } from '../../preload/contract/errors.ts';
import { EngineError } from '../engine/core/errors.ts';

/** The edge of a process: whatever was thrown becomes an envelope; what we did not foresee is E_INTERNAL with its text. */
export function toWireError(error: unknown): WireErrorShape {
  if (error instanceof EngineError || error instanceof WireError)
    return { code: error.code, message: error.message, details: error.details };
  if (error instanceof Error && error.name === 'AbortError')
    return { code: 'E_ABORTED', message: 'cancelled', details: {} };
  return { code: 'E_INTERNAL', message: error instanceof Error ? error.message : String(error), details: {} };
}
