/** Where a compiler with sanitizers is, they watch the kernels take sizes and arguments of all kinds. */
import { expect, it } from 'vitest';
import { inProject } from '../../scripts/projectPaths.ts';
import { runCommand } from '../../scripts/runtime/runCommand.ts';
import { findSanitizers } from '../../scripts/native/sanitizers.ts';

const sanitizers = await findSanitizers();
const isHere = typeof sanitizers !== 'string';
if (!isHere) console.warn(`the kernels run without sanitizers here: ${sanitizers}`);

it.runIf(isHere)('AddressSanitizer and UndefinedBehaviorSanitizer find nothing', { timeout: 300_000 }, async () => {
  const { code, stdout, stderr } = await runCommand(process.execPath, [
    inProject('scripts/native/sanitize.ts'),
    '--short',
  ]);
  expect(`${stdout}${stderr}`).toMatch(/Tests.* passed/);
  expect(code, `${stdout}${stderr}`).toBe(0);
});
