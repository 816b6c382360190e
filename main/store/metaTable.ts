import { EngineError } from '../engine/core/errors.ts';
import type { ProjectConnection } from './projectConnection.ts';

const viewStateKey = 'viewState';

export function readMeta(connection: ProjectConnection, key: string): string | null {
  const value = connection.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key);
  return typeof value === 'string' ? value : null;
}

export function requireMeta(connection: ProjectConnection, key: string): string {
  const value = readMeta(connection, key);
  if (value !== null) return value;
  throw new EngineError('E_PROJECT_CORRUPT', `${connection.path}: its ${key} is missing`, {
    details: { path: connection.path },
  });
}

/** How the project was looked at; opaque here, and never a reason to refuse the file. */
export function readViewState(connection: ProjectConnection): unknown {
  const text = connection.read(() => readMeta(connection, viewStateKey));
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

export function writeViewState(connection: ProjectConnection, viewState: unknown): void {
  const text = JSON.stringify(viewState ?? null);
  connection.write(() => {
    connection
      .prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
      .run(viewStateKey, text);
  });
}
