/** What a campaign did and found, on the terminal and in out/faults/NAME.json. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { inProject } from '../../../scripts/projectPaths.ts';

export function reportCounts(name: string, counts: object): void {
  const folder = inProject('out/faults');
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${name}.json`, `${JSON.stringify(counts, null, 2)}\n`);
  console.info(`${name}: ${JSON.stringify(counts)}`);
}
