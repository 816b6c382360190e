/** Writes `goldenDocument` in every format: node tests/golden/annotations/writeGoldens.ts FOLDER */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenFiles } from './goldenFiles.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('the folder to write into is missing');
for (const [name, bytes] of Object.entries(await goldenFiles())) writeFileSync(join(folder, name), bytes);
