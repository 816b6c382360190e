import { writeFileSync } from 'node:fs';

/** What @electron/fuses looks for in a binary: a sentinel, the version, the length, a character for every fuse. */
export function writeFuses(path: string, wire: string): void {
  const sentinel = Buffer.from('some code dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
  writeFileSync(
    path,
    Buffer.concat([sentinel, Buffer.from([1, wire.length]), Buffer.from(wire), sentinel.subarray(0, 9)]),
  );
}
