/** The macros of the profile: a file each, as text, so that they can be read, copied and kept under version control. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MacroInfo } from '../../../preload/contract/macros.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { writeWhole } from '../projects/writeWhole.ts';
import { readMacro } from './macroText.ts';

const suffix = '.json';
const idPattern = /^[0-9a-f-]{36}$/;

export interface MacroFiles {
  list(): Promise<MacroInfo[]>;
  /** @throws EngineError E_NOT_FOUND */
  find(macroId: string): Promise<MacroInfo>;
  /** @throws EngineError E_PARAM: what is wrong with it, and where; E_NOT_FOUND; E_IO */
  save(macroId: string | null, text: string): Promise<MacroInfo>;
  remove(macroId: string): Promise<void>;
}

export function createMacroFiles(folder: string): MacroFiles {
  const pathOf = (macroId: string) => {
    if (!idPattern.test(macroId)) throw new EngineError('E_NOT_FOUND', `macroId=${macroId} is no macro`);
    return join(folder, `${macroId}${suffix}`);
  };
  const find = async (macroId: string) => {
    const text = await readFile(pathOf(macroId), 'utf8').catch(() => null);
    if (text === null) throw new EngineError('E_NOT_FOUND', `macroId=${macroId} is no macro`);
    return infoOf(macroId, text);
  };
  return {
    find,
    async list() {
      const names = await readdir(folder).catch(() => []); // the folder comes with the first macro
      const ids = names.flatMap((name) => (name.endsWith(suffix) ? [name.slice(0, -suffix.length)] : []));
      const found = await Promise.all(ids.filter((id) => idPattern.test(id)).map(find));
      return found.sort((a, b) => a.name.localeCompare(b.name) || a.macroId.localeCompare(b.macroId));
    },
    async save(macroId, text) {
      readMacro(text);
      if (macroId !== null) await find(macroId);
      const id = macroId ?? randomUUID();
      await mkdir(folder, { recursive: true });
      await writeWhole(pathOf(id), text);
      return infoOf(id, text);
    },
    async remove(macroId) {
      await find(macroId);
      await rm(pathOf(macroId), { force: true });
    },
  };
}

function infoOf(macroId: string, text: string): MacroInfo {
  try {
    return { macroId, name: readMacro(text).name, text, problem: null };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { macroId, name: `Macro ${macroId.slice(0, 8)}`, text, problem };
  }
}
