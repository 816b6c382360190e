/**
 * `npm run native:sanitize`: the kernels' tests on an addon built with AddressSanitizer and UndefinedBehaviorSanitizer,
 * whose first finding ends the run. FUZZ_SECONDS_PER_TARGET makes the fuzzing longer.
 */
import { mkdirSync } from 'node:fs';
import { inProject } from '../projectPaths.ts';
import { runTool } from '../checks/runTool.ts';
import { failScript, ScriptError, timed } from '../runtime/report.ts';
import { runCommand } from '../runtime/runCommand.ts';
import { compileAddon, findCppCompiler } from './compile.ts';

const flags = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all', '-fno-omit-frame-pointer', '-g', '-O1'];
const tests = ['tests/unit/engine/native/', 'tests/fuzz/kernelArguments.test.ts'];

async function sanitize(): Promise<void> {
  if (process.platform !== 'linux') throw new ScriptError('the sanitizers are set up for Linux only');
  const compiler = await findCppCompiler();
  if (!compiler) throw new ScriptError('no C++ compiler: install g++ or clang, or name one in CXX');
  const addon = inProject('out/native/sanitized.node');
  mkdirSync(inProject('out/native'), { recursive: true });
  await timed('the kernels with sanitizers', () => compileAddon(compiler, addon, { extra: flags, strip: false }));
  const status = await runTool('vitest/vitest.mjs', ['run', '--pool=forks', ...tests], {
    PHONOSCOPE_ADDON: addon,
    PHONOSCOPE_KERNELS: '',
    LD_PRELOAD: `${await runtimeOf(compiler.command, 'libasan.so')} ${await runtimeOf(compiler.command, 'libubsan.so')}`,
    // V8 keeps pointers where the leak checker does not look.
    ASAN_OPTIONS: 'detect_leaks=0:abort_on_error=1:allocator_may_return_null=1',
    UBSAN_OPTIONS: 'print_stacktrace=1',
  });
  if (status !== 0) throw new ScriptError(`the tests ended with ${status}`);
}

/** The sanitizer has to be in the process before the addon is. */
async function runtimeOf(compiler: string, library: string): Promise<string> {
  const { stdout } = await runCommand(compiler, [`-print-file-name=${library}`]);
  return stdout.trim();
}

await sanitize().catch(failScript);
