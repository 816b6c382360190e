/** The soak, short: a few rounds of zooming, editing, playing and undoing. `npm run soak` does it for half an hour. */
import { expect, test } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { inProject } from '../../scripts/projectPaths.ts';
import { runSoak } from '../soak/runSoak.ts';

test('rounds of zooming, editing, playing and undoing leave nothing behind and keep the page free', async () => {
  test.setTimeout(180_000);
  const report = await runSoak({
    ...{ durationSec: 0, fileSec: 60, scrollSec: 0, playSec: 0.3, traceEvery: 1, leastCycles: 2 },
  });
  mkdirSync(inProject('out/test'), { recursive: true });
  writeFileSync(inProject('out/test/soak.json'), `${JSON.stringify(report, null, 2)}\n`);
  expect(report.longCpuTasks).toEqual([]);
  const [first, last] = [report.samples[0]!, report.samples.at(-1)!];
  expect(last.pssMb - first.pssMb, 'MB more after the last round than after the first').toBeLessThan(200);
});
