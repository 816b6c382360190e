import { join, resolve } from 'node:path';

/** Absolute path of the project's root folder (the one with package.json). */
export const projectDir = resolve(import.meta.dirname, '..');

/** Absolute path of something inside the project. */
export function inProject(...parts: string[]): string {
  return join(projectDir, ...parts);
}
