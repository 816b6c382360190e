/** Which packages a packaged app takes along, and which of their files. */
import { existsSync, readFileSync } from 'node:fs';
import { inProject } from '../projectPaths.ts';

/** Bundled by the build, or only of the command line, which is no part of a packaged app. */
const notLoaded = ['commander', 'd3-scale-chromatic', 'zod'];
/** Declared by packages that need them to be installed, not to run. */
const installOnly = ['adm-zip', 'global-agent', 'node-addon-api'];

/** Names of every package that the built app may require: its dependencies, theirs, and so on. */
export function runtimePackages(): string[] {
  const found = new Set<string>();
  const add = (manifest: string): void => {
    const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    for (const name of Object.keys(dependencies)) {
      const folder = inProject('node_modules', name);
      if (found.has(name) || notLoaded.includes(name) || installOnly.includes(name) || !existsSync(folder)) continue;
      found.add(name);
      add(`${folder}/package.json`);
    }
  };
  add(inProject('package.json'));
  return [...found].sort();
}

/**
 * Whether a file or folder of node_modules is of use on a platform: binaries of the others are not, nor is what native
 * code was compiled from.
 * @param path with forward slashes, from the package's name on
 */
export function isOfUse(path: string, platform: string = process.platform, arch: string = process.arch): boolean {
  if (path.startsWith('mpg123-decoder/')) return true; // LGPL: as it came
  if (/\.(?:map|d\.ts)$/.test(path)) return false;
  const [, onnxPlatform, onnxArch] = /onnxruntime-node\/bin\/napi-v\d+\/([^/]+)(?:\/([^/]+))?/.exec(path) ?? [];
  if (onnxPlatform !== undefined) return onnxPlatform === platform && (onnxArch ?? arch) === arch;
  const prebuild = /better-sqlite3\/prebuilds\/([^/]+)/.exec(path)?.[1];
  if (prebuild !== undefined) return prebuild === `${platform}-${arch}.node`;
  return !/(?:better-sqlite3\/(?:deps|src|node_modules)|onnxruntime-node\/(?:lib|script))(?:\/|$)/.test(path);
}
