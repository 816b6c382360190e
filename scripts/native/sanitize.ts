/**
 * `npm run native:sanitize`: the kernels' tests on an addon built with AddressSanitizer and UndefinedBehaviorSanitizer,
 * whose first finding ends the run. FUZZ_SECONDS_PER_TARGET makes the fuzzing longer. With --short, as in CI: without
 * optimisation, and only the tests that give a kernel sizes of all kinds.
 */
import { mkdirSync } from 'node:fs';
import { inProject } from '../projectPaths.ts';
import { runTool } from '../checks/runTool.ts';
import { failScript, ScriptError, timed } from '../runtime/report.ts';
import { compileAddon } from './compile.ts';
import { findSanitizers, sanitizerFlags } from './sanitizers.ts';

const tests = ['tests/unit/engine/native/', 'tests/fuzz/kernelArguments.test.ts'];
const shortTests = 'same bits|survives any argument|refuse|lie in|not finite|outside their samples|edge of lags';

async function sanitize(isShort: boolean): Promise<void> {
  const sanitizers = await findSanitizers();
  if (typeof sanitizers === 'string') throw new ScriptError(sanitizers);
  const addon = inProject(`out/native/${isShort ? 'sanitizedShort' : 'sanitized'}.node`);
  mkdirSync(inProject('out/native'), { recursive: true });
  const extra = [...sanitizerFlags, ...(isShort ? ['-O0'] : ['-g', '-O1'])];
  await timed('the kernels with sanitizers', () => compileAddon(sanitizers.compiler, addon, { extra, strip: false }));
  const chosen = isShort ? ['-t', shortTests] : [];
  const status = await runTool('vitest/vitest.mjs', ['run', '--pool=forks', ...chosen, ...tests], {
    ...sanitizers.env,
    PHONOSCOPE_ADDON: addon,
    PHONOSCOPE_KERNELS: '',
    FUZZ_MARGIN_BYTES: '0',
  });
  if (status !== 0) throw new ScriptError(`the tests ended with ${status}`);
}

await sanitize(process.argv.includes('--short')).catch(failScript);
