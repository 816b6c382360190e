import { join } from 'node:path';
import type { Handlers } from '../../../preload/contract/define.ts';
import type { settingsContract, Settings } from '../../../preload/contract/settings.ts';
import type { StudioEvent } from '../../../preload/contract/studio.ts';
import { storeError } from '../../store/sqliteErrors.ts';
import { loadSettings, saveSettings } from './settingsFile.ts';

export interface SettingsService {
  readonly handlers: Handlers<typeof settingsContract, AbortSignal>;
  current(): Settings;
  /** What was reset when the file was read, as whole sentences: for the log and the interface. */
  readonly notes: readonly string[];
}

export interface SettingsDeps {
  readonly userDataDir: string;
  readonly emit: (event: StudioEvent) => void;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(value: T): Given<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Given<T>;
}

export function createSettingsService({ userDataDir, emit }: SettingsDeps): SettingsService {
  const path = join(userDataDir, 'settings.json');
  const loaded = loadSettings(path);
  let settings = loaded.settings;
  return {
    notes: loaded.notes,
    current: () => settings,
    handlers: {
      'settings.get': () => settings,
      'settings.set': (changes) => {
        const next: Settings = { ...settings, ...withoutUndefined(changes) };
        try {
          saveSettings(path, next);
        } catch (error) {
          throw storeError(error, path);
        }
        settings = next;
        emit({ kind: 'settings.changed', settings });
        return settings;
      },
    },
  };
}
