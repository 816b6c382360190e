/** node tests/golden/export/writeFiles.ts FOLDER: for generate.py */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportedFiles } from './exportedFiles.ts';

const [, , folder = '.'] = process.argv;
mkdirSync(folder, { recursive: true });
for (const [name, bytes] of Object.entries(await exportedFiles())) writeFileSync(join(folder, name), bytes);
