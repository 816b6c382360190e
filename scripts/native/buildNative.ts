/** `npm run native`: the kernels' addon for this system and the WASM module, into native/prebuilt. */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failScript, say, ScriptError, timed } from '../runtime/report.ts';
import { compileAddon, compileWasm, findCppCompiler, findWasmCompiler, type Compiler } from './compile.ts';
import { hashSources, prebuiltDir, readManifest, type PrebuiltManifest } from './sources.ts';

async function buildNative(): Promise<void> {
  if (process.platform === 'win32') say('no addon on Windows, where the WASM module runs');
  else await buildAddon();
  const wasm = await findWasmCompiler();
  if (wasm) await build('phonoscope.wasm', wasm, compileWasm);
  else say('phonoscope.wasm was not built: it needs clang and wasm-ld (Debian: clang lld)');
}

async function buildAddon(): Promise<void> {
  const cpp = await findCppCompiler();
  if (!cpp) throw new ScriptError('no C++ compiler: install g++ or clang, or name one in CXX');
  await build(`${process.platform}-${process.arch}/phonoscope.node`, cpp, compileAddon);
}

async function build(
  path: string,
  compiler: Compiler,
  compile: (compiler: Compiler, target: string) => Promise<void>,
): Promise<void> {
  const target = join(prebuiltDir, path);
  mkdirSync(dirname(target), { recursive: true });
  await timed(`${path} by ${compiler.version}`, () => compile(compiler, target));
  const sha256 = createHash('sha256').update(readFileSync(target)).digest('hex');
  const known: PrebuiltManifest = existsSync(join(prebuiltDir, 'manifest.json')) ? readManifest() : {};
  const manifest = { ...known, [path]: { sources: hashSources(), compiler: compiler.version, sha256 } };
  chmodSync(target, 0o644);
  writeFileSync(join(prebuiltDir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

await buildNative().catch(failScript);
