/**
 * Which kernels run: the addon where one was built for this system, else the WASM module, else the TypeScript of
 * engine/dsp. Found in native/prebuilt of the project or the packaged app and loaded once a thread, at the first use.
 * PHONOSCOPE_KERNELS=addon, wasm or typescript asks for one, PHONOSCOPE_ADDON names another build of the addon.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EngineError } from '../core/errors.ts';
import { addonKernels } from './addonKernels.ts';
import type { KernelAddon } from './addonKernels.ts';
import { checkedKernels } from './kernels.ts';
import type { Kernels } from './kernels.ts';
import type { RawKernels } from './rawKernels.ts';
import { wasmKernels } from './wasmKernels.ts';
import type { WasmKernelExports } from './wasmKernels.ts';

export const kernelChoices = ['addon', 'wasm', 'typescript'] as const;
export type KernelChoice = (typeof kernelChoices)[number];

export interface KernelStatus {
  readonly kernels: Kernels | null; // null: TypeScript
  readonly name: string; // for people: 'addon (avx2)'
  readonly problems: readonly string[]; // why a better one does not run
}

interface ChoiceOptions {
  readonly instructionSet?: string | undefined; // of the addon; the best this processor has
}

/** The part of the WebAssembly namespace used here; its types come with the DOM's, which this side has not. */
interface WebAssemblyGlobal {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

let status: KernelStatus | null = null;

/** The kernels of this thread, or null: engine/dsp computes by itself then. */
export function kernels(): Kernels | null {
  return kernelStatus().kernels;
}

export function kernelStatus(): KernelStatus {
  return (status ??= findKernels());
}

/** For tests and measurements: what runs in this thread from now on. @throws EngineError E_PARAM: it is not to be had */
export function chooseKernels(choice: KernelChoice, options: ChoiceOptions = {}): KernelStatus {
  return (status = load(choice, options));
}

function findKernels(): KernelStatus {
  const asked = process.env['PHONOSCOPE_KERNELS'];
  if (asked !== undefined && asked !== '') {
    const choice = kernelChoices.find((known) => known === asked);
    if (choice) return load(choice);
    throw new EngineError('E_PARAM', `PHONOSCOPE_KERNELS=${asked} must be ${kernelChoices.join(', ')}`);
  }
  const problems: string[] = [];
  for (const choice of kernelChoices) {
    try {
      return { ...load(choice), problems };
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  return load('typescript');
}

function load(choice: KernelChoice, { instructionSet }: ChoiceOptions = {}): KernelStatus {
  if (choice === 'typescript') return { kernels: null, name: 'TypeScript', problems: [] };
  try {
    const raw = choice === 'addon' ? loadAddon(instructionSet) : loadWasm();
    return { kernels: checkedKernels(raw), name: `${choice} (${raw.instructionSet})`, problems: [] };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError('E_PARAM', `kernels ${choice}: ${reason}`, { cause });
  }
}

function loadAddon(instructionSet: string | undefined): RawKernels {
  const path =
    process.env['PHONOSCOPE_ADDON'] ?? prebuilt(join(`${process.platform}-${process.arch}`, 'phonoscope.node'));
  const raw = addonKernels(createRequire(import.meta.url)(path) as KernelAddon, instructionSet);
  if (raw === null) throw new EngineError('E_PARAM', `this processor has no ${instructionSet}`);
  return raw;
}

/** @throws EngineError E_NOT_FOUND */
export function loadWasm(): RawKernels {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyGlobal };
  const module = new WebAssembly.Module(readFileSync(prebuilt('phonoscope.wasm')));
  return wasmKernels(new WebAssembly.Instance(module).exports as WasmKernelExports);
}

/** Sources lie three folders below the project's, bundles two or three. */
function prebuilt(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let up = 0; up < 4; up++) {
    const path = join(folder, 'native/prebuilt', name);
    if (existsSync(path)) return path;
    folder = dirname(folder);
  }
  throw new EngineError('E_NOT_FOUND', `native/prebuilt/${name} is not here`);
}
