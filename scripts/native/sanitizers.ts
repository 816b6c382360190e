/** AddressSanitizer and UndefinedBehaviorSanitizer of the compiler that is here, for an addon loaded into Node. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { runCommand } from '../runtime/runCommand.ts';
import { findCppCompiler, type Compiler } from './compile.ts';

export const sanitizerFlags = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all', '-fno-omit-frame-pointer'];

export interface Sanitizers {
  readonly compiler: Compiler;
  readonly env: NodeJS.ProcessEnv; // of a process that loads what was built with the flags
}

/** Why not, where there are none, or where they do not see a planted overflow. */
export async function findSanitizers(): Promise<Sanitizers | string> {
  if (process.platform !== 'linux') return 'the sanitizers are set up for Linux only';
  const compiler = await findCppCompiler();
  if (!compiler) return 'no C++ compiler: install g++ or clang, or name one in CXX';
  const libraries: string[] = [];
  for (const name of ['libasan.so', 'libubsan.so']) {
    const { stdout } = await runCommand(compiler.command, [`-print-file-name=${name}`]);
    const path = stdout.trim();
    if (!isAbsolute(path) || !existsSync(path)) return `${compiler.version} has no ${name}`;
    libraries.push(path);
  }
  if (!(await findsOverflow(compiler))) return `${compiler.version} does not find a planted overflow`;
  const env = {
    LD_PRELOAD: libraries.join(' '), // the sanitizer has to be in the process before the addon is
    // V8 keeps pointers where the leak checker does not look.
    ASAN_OPTIONS: 'detect_leaks=0:abort_on_error=1:allocator_may_return_null=1',
    UBSAN_OPTIONS: 'print_stacktrace=1',
  };
  return { compiler, env };
}

async function findsOverflow({ command }: Compiler): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'phonoscope-sanitizers-'));
  const [source, program] = [join(folder, 'planted.cpp'), join(folder, 'planted')];
  try {
    writeFileSync(source, 'int main(int n, char**) { int* a = new int[2]; int b = a[1 + n]; delete[] a; return b; }\n');
    const built = await runCommand(command, [...sanitizerFlags, source, '-o', program]);
    const { code, stderr } = await runCommand(program, []);
    return built.code === 0 && code !== 0 && stderr.includes('heap-buffer-overflow');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
