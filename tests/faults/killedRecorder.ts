/**
 * A process to be killed. It records a known sound without end, a tenth of a second at a time as fast as the disk takes
 * it, and says on stdout how many frames were acknowledged.
 * usage: killedRecorder.ts TAKE
 */
import { writeSync } from 'node:fs';
import { TakeWriter } from '../../main/services/recording/takeWriter.ts';
import { chunk, header } from '../unit/services/recording/takes.ts';

const writer = await TakeWriter.create(process.argv[2] ?? '', header);
const blockFrames = header.sampleRateHz / 10;
for (let at = 0; ; at += blockFrames) {
  await writer.append(chunk(at, blockFrames, at));
  await writer.mark(at);
  writeSync(1, `${writer.nFrames}\n`);
}
