import { kernelIndices } from './rawKernels.ts';
import type { RawKernels } from './rawKernels.ts';

/** What native/bindings/addon.cpp exports. */
export interface KernelAddon {
  readonly instructionSets: readonly string[]; // that this processor has, best first
  readonly kernels: readonly string[];
  readonly select: (instructionSet: string) => boolean;
  readonly call: (kernel: number, ...args: unknown[]) => number;
}

/** @param instructionSet one of the addon's; its best unless given */
export function addonKernels(addon: KernelAddon, instructionSet = addon.instructionSets[0] ?? ''): RawKernels | null {
  if (!addon.select(instructionSet)) return null;
  const indices = kernelIndices(addon.kernels);
  return { kind: 'addon', instructionSet, call: (name, ...args) => addon.call(indices.get(name) ?? -1, ...args) };
}
