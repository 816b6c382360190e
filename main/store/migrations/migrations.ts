import { initialSchema } from './0001-initial.ts';
import { editsSchema, editsView } from './0002-edits.ts';
import { generationsSchema, generationsView } from './0003-generations.ts';

export interface Migration {
  readonly version: number; // user_version after it
  readonly name: string;
  readonly sql: string;
  /** Temporary tables that show a file of the version before as one of this version. */
  readonly view: string;
}

/** Forward only, in order, one version each. */
export const migrations: readonly Migration[] = [
  { version: 1, name: 'initial', sql: initialSchema, view: '' },
  { version: 2, name: 'edits', sql: editsSchema, view: editsView },
  { version: 3, name: 'generations', sql: generationsSchema, view: generationsView },
];

export const currentSchemaVersion = migrations.length;
