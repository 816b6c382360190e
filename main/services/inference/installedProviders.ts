/** CUDA and TensorRT are libraries of their own; asking onnxruntime for one that is absent prints errors. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { onnxProviders } from '../../engine/runtime/onnxSession.ts';

/** Names of the execution providers that are built in, or whose library lies beside onnxruntime; in its own order. */
export function installedProviders(): string[] {
  return onnxProviders()
    .filter(({ name, bundled }) => bundled || existsSync(libraryOf(name)))
    .map(({ name }) => name);
}

function libraryOf(provider: string): string {
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node');
  const name = `onnxruntime_providers_${provider}`;
  const file = process.platform === 'win32' ? `${name}.dll` : `lib${name}.so`;
  return join(dirname(entry), '../bin/napi-v6', process.platform, process.arch, file);
}
