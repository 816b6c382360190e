/** Folders that a program of the system copies elsewhere as they change. */
import { basename, dirname, sep } from 'node:path';

const byName: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^Dropbox( \(.+\))?$/i, 'Dropbox'],
  [/^OneDrive( - .+)?$/i, 'OneDrive'],
  [/^(iCloud Drive|iCloudDrive|com~apple~CloudDocs)$/i, 'iCloud Drive'],
  [/^(Google Drive|GoogleDrive-.+|My Drive)$/i, 'Google Drive'],
  [/^Nextcloud$/i, 'Nextcloud'],
  [/^ownCloud$/i, 'ownCloud'],
  [/^(pCloud ?Drive|pCloud Sync)$/i, 'pCloud'],
  [/^Box( Sync)?$/, 'Box'],
];

/** @returns what copies it, by the names that such folders have; null: nothing that is known */
export function cloudFolderOf(path: string): string | null {
  for (const part of dirname(path).split(sep))
    for (const [pattern, name] of byName) if (pattern.test(part)) return name;
  return null;
}

/** The risk, and what to do: a copy taken in the middle of a change, or two computers at once, make two files of one. */
export function cloudWarning(path: string, service: string): string {
  return `${basename(path)} lies in a folder of ${service}, which copies it while it is written. Nothing is lost on this computer, but open it on one computer at a time and let ${service} finish before opening it on another; the copy elsewhere is whole once the project is closed here.`;
}
