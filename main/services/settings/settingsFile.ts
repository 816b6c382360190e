import { copyFileSync } from 'node:fs';
import { settingsSchema, type Settings } from '../../../preload/contract/settings.ts';
import { readJsonFile, writeJsonFile } from './jsonFile.ts';

export interface LoadedSettings {
  readonly settings: Settings;
  /** What was reset and why, as whole sentences. */
  readonly notes: readonly string[];
}

const defaults = settingsSchema.parse({});

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Each value stands alone: a bad one becomes its default and says so, an unknown one is dropped. */
export function repairSettings(stored: unknown): LoadedSettings {
  if (!isRecord(stored))
    return { settings: defaults, notes: ['the settings file does not hold an object: all settings were reset'] };
  const notes: string[] = [];
  const kept: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(settingsSchema.shape)) {
    if (!Object.hasOwn(stored, name)) continue;
    const parsed = schema.safeParse(stored[name]);
    if (parsed.success) kept[name] = parsed.data;
    else {
      const value = JSON.stringify(stored[name]).slice(0, 80);
      notes.push(
        `${name}=${value} was reset to ${JSON.stringify(defaults[name as keyof Settings])}: ${parsed.error.issues[0]?.message ?? 'invalid'}`,
      );
    }
  }
  return { settings: settingsSchema.parse(kept), notes };
}

/** Never fails: what cannot be used is kept beside the file as .bad. */
export function loadSettings(path: string): LoadedSettings {
  const file = readJsonFile(path);
  if (file.state === 'absent') return { settings: defaults, notes: [] };
  const loaded: LoadedSettings =
    file.state === 'read'
      ? repairSettings(file.value)
      : { settings: defaults, notes: [`the settings file cannot be read (${file.reason}): all settings were reset`] };
  if (loaded.notes.length > 0) keepBadCopy(path);
  return loaded;
}

function keepBadCopy(path: string): void {
  try {
    copyFileSync(path, `${path}.bad`);
  } catch {
    // a file that cannot even be copied (a folder, no right to read) is still there itself
  }
}

export function saveSettings(path: string, settings: Settings): void {
  writeJsonFile(path, settings);
}
