import { buildApp, buildIfStale } from './build/buildApp.ts';
import { runReported, runSingleCheck, runTool } from './checks/runTool.ts';
import {
  addTallies,
  formatTally,
  oneFailed,
  onePassed,
  tallyPlaywright,
  tallyVitest,
  type Tally,
} from './checks/tally.ts';
import { inProject } from './projectPaths.ts';
import { prepareRuntime } from './runtime/prepareRuntime.ts';
import { say, ScriptError } from './runtime/report.ts';

const vitestFolders = ['unit', 'contract', 'golden', 'integration', 'fuzz', 'faults'];
const wholeRun = ['typecheck', 'lint', 'vitest', 'build', 'e2e'];

/** `npm test [-- part…]`: every check, each shown plainly, summed in the very last line. */
async function test(): Promise<Tally> {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((part) => ![...wholeRun, ...vitestFolders].includes(part));
  if (unknown.length > 0) {
    throw new ScriptError(
      `no such part: ${unknown.join(', ')}. There are: ${[...wholeRun, ...vitestFolders].join(' ')}`,
    );
  }
  const summaries: string[] = [];
  const tallies: Tally[] = [];
  for (const part of asked.length > 0 ? asked : wholeRun) {
    console.log(`\n── ${part} ──`);
    const startMs = performance.now();
    const tally = await runPart(part).catch((error: unknown) => {
      say(error instanceof ScriptError ? error.message : String(error));
      return oneFailed;
    });
    const elapsedSec = ((performance.now() - startMs) / 1000).toFixed(1);
    summaries.push(`${part.padEnd(12)} ${formatTally(tally)} (${elapsedSec} s)`);
    console.log(summaries.at(-1));
    tallies.push(tally);
  }
  console.log(`\n── all parts ──\n${summaries.join('\n')}`);
  return addTallies(tallies);
}

async function runPart(part: string): Promise<Tally> {
  switch (part) {
    case 'typecheck':
      return runSingleCheck('typescript/bin/tsc', ['--build']);
    case 'lint':
      return runSingleCheck('eslint/bin/eslint.js', ['.', '--max-warnings', '0']);
    case 'build':
      await buildApp();
      return onePassed;
    case 'vitest':
      return runVitest([]);
    case 'e2e':
      return runEndToEnd();
    default:
      return runVitest([`tests/${part}/`]);
  }
}

function runVitest(folders: readonly string[]): Promise<Tally> {
  const reportFile = inProject('out/test/vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  return runReported(() => runTool('vitest/vitest.mjs', ['run', ...reporters, ...folders]), reportFile, tallyVitest);
}

async function runEndToEnd(): Promise<Tally> {
  await prepareRuntime();
  await buildIfStale();
  const reportFile = inProject('out/test/e2e.json');
  return runReported(() => runTool('@playwright/test/cli.js', ['test']), reportFile, tallyPlaywright);
}

test().then(
  (tally) => {
    console.log(`\n${formatTally(tally)}`);
    process.exit(tally.failed > 0 ? 1 : 0);
  },
  (error: unknown) => {
    say(error instanceof ScriptError ? error.message : String(error));
    console.log(`\n${formatTally(oneFailed)}`);
    process.exit(1);
  },
);
