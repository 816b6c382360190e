/** What the prebuilt kernels were made from: a hash of every file that can change them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { inProject } from '../projectPaths.ts';

export const prebuiltDir = inProject('native/prebuilt');

const compileScript = 'scripts/native/compile.ts'; // the flags

/** Paths from the project's root, sorted. */
export function nativeSources(): string[] {
  const found = readdirSync(inProject('native'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(cpp|h)$/.test(path));
  return [...found.map((path) => `native/${path}`), compileScript].sort();
}

export function hashSources(): string {
  const hash = createHash('sha256');
  for (const path of nativeSources()) {
    hash.update(`${path}\n`).update(readFileSync(inProject(path), 'utf8').replaceAll('\r\n', '\n'));
  }
  return hash.digest('hex');
}

/** native/prebuilt/manifest.json: what each prebuilt file was made from, and by what. */
export interface PrebuiltManifest {
  readonly [path: string]: { readonly sources: string; readonly compiler: string; readonly sha256: string };
}

export function readManifest(): PrebuiltManifest {
  return JSON.parse(readFileSync(`${prebuiltDir}/manifest.json`, 'utf8')) as PrebuiltManifest;
}
