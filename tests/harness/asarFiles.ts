import { open } from 'node:fs/promises';

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly unpacked?: boolean;
}

/** Paths of all files in an asar archive, and which of them lie beside it. Its header is a Pickle with one JSON string. */
export async function asarFiles(archive: string): Promise<{ packed: string[]; unpacked: string[] }> {
  const file = await open(archive);
  try {
    const sizes = Buffer.alloc(16);
    await file.read(sizes, 0, 16, 0);
    const json = Buffer.alloc(sizes.readUInt32LE(12));
    await file.read(json, 0, json.length, 16);
    const packed: string[] = [];
    const unpacked: string[] = [];
    const visit = (entry: Entry, path: string) => {
      if (entry.files === undefined) (entry.unpacked === true ? unpacked : packed).push(path);
      for (const [name, child] of Object.entries(entry.files ?? {}))
        visit(child, path === '' ? name : `${path}/${name}`);
    };
    visit(JSON.parse(json.toString('utf8')) as Entry, '');
    return { packed, unpacked };
  } finally {
    await file.close();
  }
}
