/** Model packs on disk: found, checked and verified. A pack is a folder with a manifest.json. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { ModelPackInfo } from '../../../preload/contract/models.ts';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import { parsePackManifest, type PackManifest } from '../../engine/runtime/packManifest.ts';

export interface PackLibrary {
  list(): Promise<ModelPackInfo[]>;
  /** Absolute path of a file of a ready pack. @throws EngineError E_MODEL_MISSING, E_MODEL_INVALID */
  filePath(packId: string, file: string): Promise<string>;
  /** Hashes every file. @throws EngineError E_MODEL_MISSING, E_MODEL_HASH, E_MODEL_INVALID */
  verify(packId: string, options?: WorkOptions): Promise<void>;
}

export function createPackLibrary(modelsFolder: string): PackLibrary {
  const readManifest = async (packId: string): Promise<PackManifest> => {
    const manifest = parsePackManifest(await readText(join(modelsFolder, packId, 'manifest.json'), packId));
    if (manifest.id !== packId)
      throw new EngineError(
        'E_MODEL_INVALID',
        `the manifest in ${packId}/ says id=${manifest.id}: the two must be equal`,
      );
    return manifest;
  };

  const list = async (): Promise<ModelPackInfo[]> => {
    const entries = await readdir(modelsFolder, { withFileTypes: true }).catch(() => []);
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    return Promise.all(folders.sort().map((packId) => describe(modelsFolder, packId, readManifest)));
  };

  return {
    list,
    async filePath(packId, file) {
      const manifest = await readManifest(packId);
      if (!manifest.files.some(({ path }) => path === file))
        throw new EngineError('E_MODEL_INVALID', `the manifest of ${packId} lists no file ${file}`);
      return resolveFile(join(modelsFolder, packId), file, packId);
    },
    async verify(packId, { signal, onProgress } = {}) {
      const { files } = await readManifest(packId);
      const total = files.reduce((sum, file) => sum + file.bytes, 0);
      let done = 0;
      for (const file of files) {
        const path = await resolveFile(join(modelsFolder, packId), file.path, packId);
        const hash = createHash('sha256');
        for await (const chunk of readChunks(path, `${packId}/${file.path}`, signal)) {
          hash.update(chunk);
          done += chunk.length;
          onProgress?.({ done: Math.min(done, total), total, unit: 'bytes', note: file.path });
        }
        const found = hash.digest('hex');
        if (found !== file.sha256)
          throw new EngineError(
            'E_MODEL_HASH',
            `${packId}/${file.path} has sha256 ${found}, its manifest says ${file.sha256}`,
          );
      }
    },
  };
}

/** @throws EngineError E_ABORTED, E_IO */
async function* readChunks(path: string, name: string, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path, signal === undefined ? {} : { signal })) yield chunk as Buffer;
  } catch (cause) {
    throwIfAborted(signal);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError('E_IO', `${name} cannot be read: ${reason}`, { cause });
  }
}

async function readText(path: string, packId: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new EngineError('E_MODEL_MISSING', `there is no model pack ${packId}: its manifest.json cannot be read`, {
      cause,
    });
  }
}

/** A link inside a pack may not lead out of it. */
async function resolveFile(folder: string, file: string, packId: string): Promise<string> {
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, file));
    if (path.startsWith(root + sep)) return path;
  } catch (cause) {
    throw new EngineError('E_MODEL_MISSING', `${packId}/${file} is missing`, { cause });
  }
  throw new EngineError('E_MODEL_INVALID', `${packId}/${file} leads out of the pack's folder`);
}

async function describe(
  modelsFolder: string,
  packId: string,
  readManifest: (packId: string) => Promise<PackManifest>,
): Promise<ModelPackInfo> {
  try {
    const { id, name, task, licence, source, revision, files, limits } = await readManifest(packId);
    const about = { packId: id, name, task, licence, source, revision, files, limits };
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of files) {
      const found = await stat(join(modelsFolder, packId, file.path)).catch(() => null);
      if (found === null) return { ...about, bytes, state: 'missing', problem: `${file.path} is missing` };
      if (found.size !== file.bytes)
        return {
          ...about,
          bytes,
          state: 'damaged',
          problem: `${file.path} has ${found.size} bytes, its manifest says ${file.bytes}`,
        };
    }
    return { ...about, bytes, state: 'ready', problem: null };
  } catch (error) {
    const unknown = {
      name: packId,
      task: '',
      licence: '',
      source: '',
      revision: '',
      bytes: 0,
      files: [],
      limits: null,
    };
    return { packId, ...unknown, state: 'invalid', problem: error instanceof Error ? error.message : String(error) };
  }
}
