/** What makes a file a Phonoscope project. These values are read by every past and future version: never change them. */

/** 'PHNO', at byte 68 of the file. */
export const projectApplicationId = 0x50484e4f;

/**
 * An hour of 44.1 kHz stereo imports in the same CPU time with pages of 8, 16 and 32 KiB; 8 KiB gives the smallest
 * files (0.8 %, 1.6 % and 3.7 % over the samples) and a new project of some 100 KiB.
 */
export const projectPageBytes = 8192;

/** Checkpoint after this many pages: the write-ahead log stays near 16 MiB however long an import lasts. */
export const checkpointPages = 2048;

/** What SQLite and we may lay beside a project while it is open. */
export const sideFiles = {
  wal: (path: string) => `${path}-wal`,
  shm: (path: string) => `${path}-shm`,
  journal: (path: string) => `${path}-journal`,
  lock: (path: string) => `${path}-lock`,
} as const;
