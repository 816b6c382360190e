import { EngineError, type EngineErrorCode } from '../../engine/core/errors.ts';

const rules: Readonly<Record<string, readonly [EngineErrorCode, string]>> = {
  ENOENT: ['E_NOT_FOUND', 'does not exist'],
  ENOTDIR: ['E_NOT_FOUND', 'cannot be: part of its path is not a folder'],
  EACCES: ['E_PERMISSION', 'may not be used: permission denied'],
  EPERM: ['E_PERMISSION', 'may not be used: operation not permitted'],
  EROFS: ['E_PERMISSION', 'lies on a read-only file system'],
  EISDIR: ['E_PARAM', 'is a folder, must be a file'],
  ENOSPC: ['E_DISK_FULL', 'cannot be written: no space left on the device'],
  EDQUOT: ['E_DISK_FULL', 'cannot be written: the disk quota is used up'],
  EFBIG: ['E_DISK_FULL', 'cannot be written: larger than the file system allows'],
  ENAMETOOLONG: ['E_PARAM', 'has a name longer than the file system allows'],
};

/** What the operating system says about the file at `path`, in our words. */
export function fileError(error: unknown, path: string): EngineError {
  if (error instanceof EngineError) return error;
  const errno = (error as NodeJS.ErrnoException).code ?? String(error);
  const [code, rule] = rules[errno] ?? ['E_IO', `failed: ${errno}`];
  return new EngineError(code, `"${path}" ${rule}`, { cause: error, details: { path, errno } });
}

export async function withFileErrors<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileError(error, path);
  }
}
