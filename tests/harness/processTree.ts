/** What a process and all its descendants use, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSec = 100; // USER_HZ, the same on every Linux

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly cpuSec: number; // with that of children which have ended
}

export interface TreeUse {
  readonly cpuSec: number;
  readonly pssMb: number; // summed proportional set size, 10⁶ bytes
  readonly byProcess: Readonly<Record<string, number>>; // PSS by kind of process
}

export function treeCpuSec(root: number): number {
  return treeOf(root).reduce((sum, { cpuSec }) => sum + cpuSec, 0);
}

export function treeUse(root: number): TreeUse {
  const byProcess: Record<string, number> = {};
  const tree = treeOf(root);
  for (const { pid } of tree) {
    const name = kindOf(pid);
    byProcess[name] = (byProcess[name] ?? 0) + pssBytes(pid) / 1e6;
  }
  const pssMb = Object.values(byProcess).reduce((a, b) => a + b, 0);
  return {
    cpuSec: tree.reduce((sum, { cpuSec }) => sum + cpuSec, 0),
    pssMb: Math.round(pssMb),
    byProcess: Object.fromEntries(Object.entries(byProcess).map(([name, mb]) => [name, Math.round(mb)])),
  };
}

/** Cumulative CPU by kind of process. */
export function treeCpuByProcess(root: number): Readonly<Record<string, number>> {
  const byProcess: Record<string, number> = {};
  for (const { pid, cpuSec } of treeOf(root)) byProcess[kindOf(pid)] = (byProcess[kindOf(pid)] ?? 0) + cpuSec;
  return byProcess;
}

function treeOf(root: number): Stat[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)));
  const inTree = new Set([root]);
  for (let size = 0; size !== inTree.size;) {
    size = inTree.size;
    for (const { pid, parent } of all) if (inTree.has(parent)) inTree.add(pid);
  }
  return all.filter(({ pid }) => inTree.has(pid));
}

function statOf(pid: number): Stat[] {
  const text = readProc(pid, 'stat');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 15) return []; // it has ended meanwhile
  const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
  return [{ pid, parent: Number(fields[1]), cpuSec: ticks / ticksPerSec }];
}

function pssBytes(pid: number): number {
  return 1024 * Number(/^Pss:\s+(\d+)/m.exec(readProc(pid, 'smaps_rollup'))?.[1] ?? 0);
}

/** "main", "renderer", "gpu", "Phonoscope studio", …: what Electron says on the command line. */
function kindOf(pid: number): string {
  const args = readProc(pid, 'cmdline')
    .split(/[\0 ]+--/)
    .map((arg) => `--${arg}`); // Chromium's children separate by spaces
  const value = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  return value('utility-sub-type') ?? value('type') ?? 'main';
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it has ended
  }
}
