import { expect, it } from 'vitest';
import { applyPragmas } from '../../../main/store/databaseState.ts';
import { openDatabase } from '../../../main/store/sqlite.ts';

it('a connection trusts no schema, checks its cells and its references, and waits for the disk', () => {
  const db = openDatabase(':memory:');
  applyPragmas(db, 'NORMAL');
  const value = (name: string) => db.pragma(name, { simple: true });
  expect(value('trusted_schema')).toBe(0);
  expect(value('cell_size_check')).toBe(1);
  expect(value('foreign_keys')).toBe(1);
  expect(value('synchronous')).toBe(2);
  db.close();
});

it('a view in a foreign file cannot call functions of ours', () => {
  const db = openDatabase(':memory:');
  db.function('harm', { directOnly: false }, () => 1);
  db.exec('CREATE VIEW v AS SELECT harm() AS x');
  expect(db.prepare('SELECT x FROM v').pluck().get()).toBe(1);
  applyPragmas(db, 'NORMAL');
  expect(() => db.prepare('SELECT x FROM v').pluck().get()).toThrow(/unsafe use of harm/);
  db.close();
});
