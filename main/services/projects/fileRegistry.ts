/** The renderer names files by handles that main issued after a dialog, a drop or a command line: never by path. */
import { randomUUID } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { EngineError } from '../../engine/core/errors.ts';

export type FilePurpose = 'open' | 'save' | 'folder';

export interface FileRegistry {
  /** @returns the handle */
  register(path: string, purpose: FilePurpose): string;
  /** @throws EngineError E_NOT_FOUND if the handle was never issued, or for another purpose */
  resolve(fileId: string, purpose: FilePurpose): string;
}

const maxHandles = 10_000;

export function createFileRegistry(): FileRegistry {
  const files = new Map<string, { readonly path: string; readonly purpose: FilePurpose }>();
  return {
    register(path, purpose) {
      if (!isAbsolute(path)) throw new EngineError('E_PARAM', `path=${path} must be absolute`);
      const fileId = randomUUID();
      files.set(fileId, { path, purpose });
      for (const oldest of files.keys()) {
        if (files.size <= maxHandles) break;
        files.delete(oldest);
      }
      return fileId;
    },
    resolve(fileId, purpose) {
      const file = files.get(fileId);
      if (file?.purpose !== purpose)
        throw new EngineError('E_NOT_FOUND', `fileId=${fileId} is no file chosen to ${purpose}`);
      return file.path;
    },
  };
}
