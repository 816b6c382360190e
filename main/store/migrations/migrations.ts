import { initialSchema } from './0001-initial.ts';

export interface Migration {
  readonly version: number; // user_version after it
  readonly name: string;
  readonly sql: string;
}

/** Forward only, in order, one version each. */
export const migrations: readonly Migration[] = [{ version: 1, name: 'initial', sql: initialSchema }];

export const currentSchemaVersion = migrations.length;
