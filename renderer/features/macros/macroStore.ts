/** Macros as the panel shows them: those of the profile, the text that is edited, and what became of the last run. */
import { create } from 'zustand';
import type { MacroCheck, MacroInfo } from '../../../preload/contract/macros.ts';
import { studio } from '../../client/studio.ts';

export interface MacroReport {
  readonly title: string;
  readonly lines: readonly string[]; // failures first
  readonly isGood: boolean;
}

export interface MacroStore {
  readonly macros: readonly MacroInfo[];
  readonly chosenId: string | null; // null: the text is not in the profile
  readonly text: string;
  readonly check: MacroCheck | null; // null: nothing to check, or it is being checked
  /** While edits are recorded: of which document, and behind which edit. */
  readonly recording: { readonly documentId: string; readonly sinceEditId: number | null } | null;
  readonly isReplacing: boolean; // files that exist
  readonly jobId: string | null;
  readonly report: MacroReport | null;
}

export const useMacros = create<MacroStore>()(() => ({
  macros: [],
  chosenId: null,
  text: '',
  check: null,
  recording: null,
  isReplacing: false,
  jobId: null,
  report: null,
}));

const example = `{
  "format": "phonoscope-macro",
  "version": 1,
  "name": "New macro",
  "steps": [
    {"do":"effect","effect":{"kind":"removeDc"}},
    {"do":"effect","effect":{"kind":"normalizePeak","targetDb":-1,"isLinked":true}}
  ]
}
`;

export async function readMacros(): Promise<void> {
  useMacros.setState({ macros: await studio.call['macros.list']({}) });
}

let asked = 0;

/** Shows a text, and what is wrong with it as soon as that is known. */
export function editText(text: string, chosenId: string | null = useMacros.getState().chosenId): void {
  useMacros.setState({ text, chosenId, check: null });
  const question = ++asked;
  studio.call['macros.check']({ text }).then(
    (check) => {
      if (question === asked) useMacros.setState({ check });
    },
    () => undefined, // without a host nothing is checked; saving and running tell
  );
}

export function chooseMacro({ macroId, text }: MacroInfo): void {
  editText(text, macroId);
  useMacros.setState({ report: null });
}

export function newMacroText(): void {
  editText(example, null);
  useMacros.setState({ report: null });
}

/** Whether the text is other than what the profile has. */
export function isChanged({ macros, chosenId, text }: MacroStore): boolean {
  return macros.find(({ macroId }) => macroId === chosenId)?.text !== text;
}

/** The name within a text; null: there is none to be found. */
export function nameIn(text: string): string | null {
  try {
    const name = (JSON.parse(text) as { readonly name?: unknown } | null)?.name;
    return typeof name === 'string' ? name : null;
  } catch {
    return null;
  }
}

/** The text as it is but for its name. */
export function renamed(text: string, name: string): string {
  const before = nameIn(text);
  if (before === null) return text;
  const old = JSON.stringify(before).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`("name"\\s*:\\s*)${old}`), (_, key: string) => `${key}${JSON.stringify(name)}`);
}
