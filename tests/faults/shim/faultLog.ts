/** What faultShim.c logged, in order. */
import { readFileSync } from 'node:fs';

export type LogRecord =
  | { readonly op: 'write'; readonly inode: string; readonly at: number; readonly bytes: Buffer }
  | { readonly op: 'truncate'; readonly inode: string; readonly size: number }
  | { readonly op: 'sync'; readonly inode: string }
  | { readonly op: 'syncFolder'; readonly path: string }
  | { readonly op: 'make' | 'link'; readonly inode: string; readonly path: string }
  | { readonly op: 'rename'; readonly from: string; readonly to: string }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'say'; readonly text: string };

export function readFaultLog(path: string): LogRecord[] {
  const log = readFileSync(path);
  const records: LogRecord[] = [];
  for (let at = 0; at < log.length;) {
    const end = log.indexOf(10, at);
    const line = log.toString('utf8', at, end);
    at = end + 1;
    const rest = line.slice(2);
    const [first = '', second = '0', third = '0'] = rest.split(' ');
    const take = (length: number) => log.subarray(at, (at += length));
    const op = line.charAt(0);
    switch (op) {
      case 'W':
        records.push({ op: 'write', inode: first, at: Number(second), bytes: take(Number(third)) });
        break;
      case 'M':
        records.push({ op: 'say', text: take(Number(first)).toString('utf8') });
        break;
      case 'T':
        records.push({ op: 'truncate', inode: first, size: Number(second) });
        break;
      case 'S':
        records.push({ op: 'sync', inode: first });
        break;
      case 'D':
        records.push({ op: 'syncFolder', path: rest });
        break;
      case 'C':
      case 'L':
        records.push({ op: op === 'C' ? 'make' : 'link', inode: first, path: rest.slice(first.length + 1) });
        break;
      case 'R': {
        const [from = '', to = ''] = rest.split('\t');
        records.push({ op: 'rename', from, to });
        break;
      }
      case 'U':
        records.push({ op: 'remove', path: rest });
        break;
      default:
        throw new Error(`the log of ${path} holds "${line.slice(0, 80)}" at byte ${at}`);
    }
  }
  return records;
}
