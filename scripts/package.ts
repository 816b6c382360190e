import { statSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildApp } from './build/buildApp.ts';
import { packageApp } from './package/packageApp.ts';
import { projectDir } from './projectPaths.ts';
import { failScript, say, ScriptError, timed } from './runtime/report.ts';
import { resolveElectron } from './runtime/resolveElectron.ts';

/** `npm run package [-- --release]`: the app for this platform in out/package, with nothing left to install. */
async function packageForHere(): Promise<void> {
  const isRelease = process.argv.includes('--release');
  const runtime = await resolveElectron();
  if (runtime.source === 'packaged') {
    const what = `Electron ${runtime.version} is the stand-in for machines that cannot download Electron`;
    if (isRelease) throw new ScriptError(`${what}: a release needs the one of package.json`);
    say(`${what}: the package is for trying out, not for giving away`);
  }
  await buildApp();
  const { folder, executable } = await timed('packaging', () => packageApp(runtime));
  const mb = (folderBytes(folder) / 1e6).toFixed(0);
  say(
    `${relative(projectDir, folder)} (${mb} MB, Electron ${runtime.version}); start ${relative(projectDir, executable)}`,
  );
}

function folderBytes(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

packageForHere().catch(failScript);
