/**
 * A process to be put through faults. It changes a project without end and says on its standard output what the store
 * has acknowledged; the test kills it, or it makes its own disk fail, and the file is asked for everything that was said.
 * usage: worker.ts FOLDER SEED (kill PHASE|errors|plain) [CONTROL]; without CONTROL errors come of a limit of size
 */
import { constants } from 'node:os';
import { FileSizeLimit } from '../shim/fileSizeLimit.ts';
import { FaultControl, type FaultKind } from '../shim/faultShim.ts';
import { Bench } from './bench.ts';
import { phaseNames, type PhaseName } from './entries.ts';
import { compact, edit, migrate, save, undo, writeOldProjects } from './projectPhases.ts';
import { importSound, makeDocument, record } from './soundPhases.ts';

const [folder = '', seed = '0', mode = 'plain', target = 'edit', controlPath = ''] = process.argv.slice(2);
const phases: Readonly<Record<PhaseName, (bench: Bench) => Promise<void>>> = {
  ...{ import: importSound, record, edit, undo, save, compact, migrate },
};
const control = controlPath === '' ? null : new FaultControl(controlPath);
const limit = new FileSizeLimit(folder);
const bench = new Bench(folder, Number(seed));
const { random } = bench;

async function run(name: PhaseName): Promise<void> {
  bench.say({ kind: 'phase', name });
  await phases[name](bench);
}

/** Until somebody kills it: by itself at a call of the system where there is a shim. */
async function beKilled(name: PhaseName): Promise<never> {
  await run('edit');
  for (let n = random.below(3); n > 0; n--) await run(random.pick(phaseNames));
  const calls = 1 + random.below(random.pick([12, 60, 250]));
  control?.killAfter(calls, random.below(2) === 0);
  for (;;) {
    await run(name);
    if (random.below(4) === 0) await run(random.pick(['edit', 'undo']));
  }
}

const { ENOSPC, EIO, EDQUOT, EFBIG } = constants.errno;
const faultKinds: readonly (readonly FaultKind[])[] = [
  ['write'],
  ['write', 'sync', 'truncate', 'name'],
  ['sync'],
  ['write', 'truncate'],
  ['read'],
  ['name'],
];

/** What is to fail next. @returns how it ends */
function armByCall(by: FaultControl): () => void {
  const error = random.pick([ENOSPC, ENOSPC, EIO, EIO, EDQUOT, 0]);
  const kinds = error === EIO ? random.pick(faultKinds) : (['write'] as const);
  const after = random.below(random.pick([3, 20, 80]));
  bench.say({ kind: 'fault', kinds, error });
  by.arm({ kinds, after, nFailing: random.pick([1, 2, 10, Infinity]), error });
  return () => {
    by.calm();
  };
}

function armBySize(): () => void {
  bench.say({ kind: 'fault', kinds: ['write'], error: EFBIG });
  limit.arm(random.below(random.pick([1, 4096, 1_000_000])));
  return () => {
    limit.calm();
  };
}

/** Faults come, are met, and pass; then the project has to be as it was, and to go on. */
async function meetErrors(): Promise<void> {
  writeOldProjects(bench);
  for (let n = 0; n < 5; n++) {
    bench.isFaulty = true;
    const calm = control === null ? armBySize() : armByCall(control);
    const name = random.pick(phaseNames);
    await run(name);
    if (random.below(2) === 0 && isOpen()) await run(random.pick(phaseNames));
    calm();
    bench.isFaulty = false;
    if (!isOpen()) await bench.reopen();
    const hash = bench.currentHash();
    if (hash !== bench.hash) throw new Error(`after faults in ${name} the document is not what was acknowledged`);
    await run('edit');
    await run('undo');
  }
  if (random.below(2) === 0) process.kill(process.pid, 'SIGKILL');
  bench.store.close();
  bench.say({ kind: 'done' });
}

function isOpen(): boolean {
  try {
    bench.store.assets();
    return true;
  } catch {
    return false; // it could be closed but not opened again
  }
}

makeDocument(bench);
if (mode === 'kill') await beKilled(target as PhaseName);
else if (mode === 'errors') await meetErrors();
else for (let n = 0; n < 10; n++) await run(random.pick(phaseNames));
