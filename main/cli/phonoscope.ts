/** The `phonoscope` command; scripts/phonoscope.mjs starts it on Node 24. */
import { runPhonoscope } from './runPhonoscope.ts';

process.exitCode = await runPhonoscope(process.argv.slice(2));
