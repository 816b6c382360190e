import { nameFields, type NameField } from '../../../preload/contract/exportFormat.ts';
import { safeFileName } from './fileNames.ts';

export type NameValues = Readonly<Record<NameField, string>>;

const fieldPattern = /\{([^{}]*)\}/g;
const isField = (name: string): name is NameField => (nameFields as readonly string[]).includes(name);

/** Why the template cannot be used, as a sentence; null: it can. */
export function templateProblem(template: string): string | null {
  const unknown = [...template.matchAll(fieldPattern)].map(([, name = '']) => name).find((name) => !isField(name));
  const fields = nameFields.map((name) => `{${name}}`).join(' ');
  if (unknown !== undefined) return `{${unknown}} is no field of a name; there are ${fields}`;
  if (/[{}]/.test(template.replace(fieldPattern, ''))) return 'a brace of the name is not closed or not opened';
  return template.trim() === '' ? 'the name is empty' : null;
}

/** A safe name without an extension. Values are put in as they are, and what a name cannot hold becomes "_". */
export function nameOf(template: string, values: NameValues): string {
  return safeFileName(template.replace(fieldPattern, (whole, name: string) => (isField(name) ? values[name] : whole)));
}
