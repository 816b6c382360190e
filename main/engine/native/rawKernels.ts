/** Kernels by name with unchecked arguments: what the addon and the WASM module have in common. See native/core/argument.h. */
import { EngineError } from '../core/errors.ts';
import type { EngineErrorCode } from '../core/errors.ts';

export type KernelArray = Float32Array | Float64Array | Int16Array | Int32Array | Uint16Array;
export type KernelArgument = number | KernelArray;

export interface RawKernels {
  readonly kind: 'addon' | 'wasm';
  readonly instructionSet: string;
  /** Its status: 0, or a key of `statusErrors`. */
  readonly call: (name: string, ...args: KernelArgument[]) => number;
}

/** native/core/argument.h, Status. */
const statusErrors: Readonly<Record<number, readonly [EngineErrorCode, string]>> = {
  1: ['E_PARAM', 'an argument is of the wrong kind'],
  2: ['E_PARAM', 'a number is outside its rule'],
  3: ['E_SHAPE', 'the arrays do not fit each other'],
  4: ['E_OOM', 'no memory for its work space'],
};

/** @throws EngineError E_PARAM, E_SHAPE, E_OOM: what the kernel refused */
export function callKernel(raw: RawKernels, name: string, ...args: KernelArgument[]): void {
  const status = raw.call(name, ...args);
  if (status === 0) return;
  const [code, rule] = statusErrors[status] ?? (['E_INTERNAL', `status ${status}`] as const);
  const shown = args.map((arg) => (typeof arg === 'number' ? arg : `[${arg.length}]`));
  throw new EngineError(code, `kernel ${name}(${shown.join(', ')}): ${rule}`);
}

/** Names in the order of their numbers, from what a build says of itself: "name signature". */
export function kernelIndices(listed: readonly string[]): ReadonlyMap<string, number> {
  return new Map(listed.map((text, i) => [text.split(' ')[0]!, i]));
}
