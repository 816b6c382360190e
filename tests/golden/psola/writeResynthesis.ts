/** For generate.py: our resynthesis of each case of the manifest's as WAV files. Argument: a folder, cases as JSON. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wavBytes } from '../../harness/wavBytes.ts';
import { resynthesise, sampleRateHz, type ResynthesisCase } from './ourResynthesis.ts';

const [folder = '.', cases = '[]'] = process.argv.slice(2);
for (const one of JSON.parse(cases) as readonly ResynthesisCase[])
  writeFileSync(join(folder, `${one.name}.wav`), wavBytes([resynthesise(one)], { sampleRateHz }));
