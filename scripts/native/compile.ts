/**
 * Compiles native/ without a build system: kernels.cpp once for each instruction set, then the binding. The kernels use
 * no C++ library and no libm, so the addon needs nothing but the C library's malloc.
 *
 * -ffp-contract=off keeps every build to the same bits; see native/README.md.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../projectPaths.ts';
import { ScriptError } from '../runtime/report.ts';
import { runCommand } from '../runtime/runCommand.ts';

interface InstructionSet {
  readonly name: string;
  readonly vectorBytes: number;
  readonly flags: readonly string[];
}

const x64: readonly InstructionSet[] = [
  { name: 'sse2', vectorBytes: 16, flags: ['-msse2'] },
  { name: 'avx2', vectorBytes: 32, flags: ['-mavx2'] },
  { name: 'avx512', vectorBytes: 64, flags: ['-mavx512f', '-mavx512vl', '-mavx512dq', '-mprefer-vector-width=512'] },
];
const others: readonly InstructionSet[] = [{ name: 'baseline', vectorBytes: 16, flags: [] }];

const language = ['-std=c++17', '-O3', '-fno-exceptions', '-fno-rtti', '-fvisibility=hidden'];
const arithmetic = ['-ffp-contract=off', '-fno-math-errno', '-fno-trapping-math', '-fno-strict-aliasing'];
const warnings = ['-Wall', '-Wextra', '-Werror', '-Wno-psabi'];
const common = [...language, ...arithmetic, ...warnings];

export interface Compiler {
  readonly command: string;
  readonly version: string; // its first line
}

/** The first of the commands that answers. */
export async function findCompiler(commands: readonly string[]): Promise<Compiler | null> {
  for (const command of commands) {
    const { code, stdout } = await runCommand(command, ['--version']);
    if (code === 0) return { command, version: stdout.split('\n')[0] ?? command };
  }
  return null;
}

export const findCppCompiler = () => findCompiler([process.env['CXX'] ?? 'g++', 'c++', 'clang++']);

/** A clang that has the WASM linker beside it. */
export async function findWasmCompiler(): Promise<Compiler | null> {
  for (const suffix of ['', '-19', '-18', '-17', '-16', '-15', '-14']) {
    const compiler = await findCompiler([`clang++${suffix}`]);
    if (compiler && (await findCompiler([`wasm-ld${suffix}`]))) return compiler;
  }
  return null;
}

/** @param extra flags of the sanitizers */
export async function compileAddon(
  { command }: Compiler,
  target: string,
  { extra = [], strip = true }: { readonly extra?: readonly string[]; readonly strip?: boolean } = {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'phonoscope-native-'));
  const object = (name: string) => join(folder, `${name}.o`);
  const sets = process.arch === 'x64' ? x64 : others;
  try {
    const compileFor = ({ name, vectorBytes, flags }: InstructionSet) => {
      const defines = [`-DPHONO_ISA=${name}`, `-DPHONO_VECTOR_BYTES=${vectorBytes}`];
      const source = inProject('native/kernels.cpp');
      return compile(command, [...common, '-fPIC', ...flags, ...defines, ...extra, '-c', source, '-o', object(name)]);
    };
    await Promise.all(sets.map(compileFor));
    const headers = inProject('node_modules/node-api-headers/include');
    const binding = [inProject('native/bindings/addon.cpp'), '-isystem', headers];
    await compile(command, [...common, '-fPIC', ...extra, '-c', ...binding, '-o', object('addon')]);
    const isMac = process.platform === 'darwin';
    const kind = isMac
      ? ['-bundle', '-undefined', 'dynamic_lookup']
      : ['-shared', '-static-libgcc', '-static-libstdc++', '-Wl,--as-needed', '-Wl,--build-id=none'];
    const objects = [...sets.map(({ name }) => object(name)), object('addon')];
    await compile(command, [...kind, ...extra, ...(strip ? ['-s'] : []), ...objects, '-o', target]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function compileWasm({ command }: Compiler, target: string): Promise<void> {
  const sources = ['kernels.cpp', 'bindings/wasm.cpp', 'bindings/wasmMemory.cpp'].map((name) =>
    inProject('native', name),
  );
  const machine = ['--target=wasm32', '-msimd128', '-mbulk-memory', '-ffreestanding', '-nostdlib'];
  const defines = ['-DPHONO_ISA=wasm', '-DPHONO_VECTOR_BYTES=16'];
  await compile(command, [
    ...[...common, ...machine, ...defines, ...sources],
    ...['-Wl,--no-entry', '-Wl,--strip-all', '-o', target],
  ]);
}

async function compile(command: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await runCommand(command, args);
  if (code !== 0) throw new ScriptError(`${command} ended with ${code}:\n${stderr}`);
}
