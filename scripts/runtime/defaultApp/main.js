// Stands in for Electron's own default_app.asar in a runtime that came without one: loads the app whose
// folder is the first argument that is not a flag. Awaited at the top level, so that Electron holds
// `ready` until the app's module has run.
import { app } from 'electron';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const args = process.argv.slice(1);
const required = args.flatMap((arg, i) => (arg === '-r' || arg === '--require' ? [i + 1] : []));
const target = args.find((arg, i) => !arg.startsWith('-') && !required.includes(i));
if (!target) {
  console.error('electron: give the folder of an app');
  app.exit(1);
} else {
  const require = createRequire(import.meta.url);
  for (const index of required) require(resolve(args[index]));
  await import(pathToFileURL(mainFileOf(resolve(target))).href);
}

function mainFileOf(path) {
  if (!statSync(path).isDirectory()) {
    app.setAppPath(dirname(path));
    return path;
  }
  const about = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  app.setName(about.productName ?? about.name);
  if (about.version) app.setVersion(about.version);
  app.setAppPath(path);
  return join(path, about.main ?? 'index.js');
}
