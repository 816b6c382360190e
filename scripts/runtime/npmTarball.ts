import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { projectDir } from '../projectPaths.ts';
import { ScriptError } from './report.ts';
import { runCommand } from './runCommand.ts';

export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  /** Subresource integrity of the tarball: `sha512-<base64>`. */
  readonly integrity: string;
}

/**
 * Fetches a package's tarball through npm into `folder` and checks it against the pinned hash.
 *
 * npm itself fetches, run in the project's folder, so that the user's registry, mirror and proxy count.
 * @returns the tarball's path
 */
export async function fetchPinnedTarball(wanted: PinnedPackage, folder: string): Promise<string> {
  const spec = `${wanted.name}@${wanted.version}`;
  const args = ['pack', spec, '--json', '--pack-destination', folder];
  const npmCli = process.env['npm_execpath'];
  const result = npmCli?.endsWith('.js')
    ? await runCommand(process.execPath, [npmCli, ...args], { cwd: projectDir })
    : await runCommand('npm', args, { cwd: projectDir });
  if (result.code !== 0) {
    throw new ScriptError(`npm pack ${spec} failed (exit ${String(result.code)}):\n${result.stderr.trim()}`);
  }
  const file = join(folder, packedName(wanted));
  const actual = await integrityOf(file);
  if (actual !== wanted.integrity) {
    throw new ScriptError(`${spec} has integrity ${actual}, the pinned one is ${wanted.integrity}: not used`);
  }
  return file;
}

/** The name npm pack gives a tarball: `@scope/name` becomes `scope-name-version.tgz`. */
export function packedName(wanted: Pick<PinnedPackage, 'name' | 'version'>): string {
  return `${wanted.name.replace(/^@/, '').replace('/', '-')}-${wanted.version}.tgz`;
}

/** The sha512 subresource integrity of a file, streamed. */
export async function integrityOf(path: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return `sha512-${hash.digest('base64')}`;
}
