/** Every build of the kernels that this machine can run, and TypeScript. */
import { chooseKernels } from '../../../../main/engine/native/loadKernels.ts';
import type { KernelChoice } from '../../../../main/engine/native/loadKernels.ts';
import type { Kernels } from '../../../../main/engine/native/kernels.ts';

function namesOf(choice: KernelChoice, instructionSet?: string): string[] {
  try {
    return [chooseKernels(choice, { instructionSet }).name];
  } catch {
    return []; // not on this processor
  }
}

/** The addon selects its instruction set for all of its users in a thread: kept apart by selecting anew at each use. */
export const kernelChoices: readonly { readonly name: string; readonly choose: () => Kernels }[] = [
  ...['avx512', 'avx2', 'sse2', 'baseline'].map((instructionSet) => ['addon', instructionSet] as const),
  ['wasm', undefined] as const,
].flatMap(([choice, instructionSet]) =>
  namesOf(choice, instructionSet).map((name) => ({
    name,
    choose: () => chooseKernels(choice, { instructionSet }).kernels!,
  })),
);

/** Runs `work` with one of them, then with the best again. */
export function withKernels<T>(choice: KernelChoice, work: () => T): T {
  chooseKernels(choice);
  try {
    return work();
  } finally {
    chooseKernels(kernelChoices.length > 1 ? 'addon' : 'wasm');
  }
}
