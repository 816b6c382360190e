import { describe, expect, test } from 'vitest';
import { downloadUrl, isRecent } from '../../../../scripts/runtime/electronDownload.ts';

const platform = `${process.platform}-${process.arch}`;

describe('downloadUrl', () => {
  test("is Electron's release on GitHub by default", () => {
    expect(downloadUrl('45.4.1', {})).toBe(
      `https://github.com/electron/electron/releases/download/v45.4.1/electron-v45.4.1-${platform}.zip`,
    );
  });

  test('honours a mirror and its folder', () => {
    const env = { ELECTRON_MIRROR: 'https://mirror.example/electron/', ELECTRON_CUSTOM_DIR: '45.4.1' };
    expect(downloadUrl('45.4.1', env)).toBe(`https://mirror.example/electron/45.4.1/electron-v45.4.1-${platform}.zip`);
  });
});

test('a failure is remembered for a day, for its version only', () => {
  const hourMs = 3_600_000;
  const note = { version: '45.4.1', atMs: 1_000, reason: 'ENOTFOUND' };
  expect(isRecent(note, '45.4.1', 1_000 + 23 * hourMs)).toBe(true);
  expect(isRecent(note, '45.4.1', 1_000 + 25 * hourMs)).toBe(false);
  expect(isRecent(note, '45.5.0', 1_001)).toBe(false);
});
