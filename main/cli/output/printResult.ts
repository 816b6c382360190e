import { writeText } from './stdout.ts';

export async function printJson(value: unknown): Promise<void> {
  await writeText(`${JSON.stringify(value, null, 2)}\n`);
}

/** Columns under their titles, numbers to the right. */
export function table(titles: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const text = rows.map((row) => row.map(String));
  const widths = titles.map((title, c) => Math.max(title.length, ...text.map((row) => row[c]?.length ?? 0)));
  const isNumber = titles.map((_, c) => rows.length > 0 && rows.every((row) => typeof row[c] === 'number'));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, c) => (isNumber[c] === true ? cell.padStart(widths[c]!) : cell.padEnd(widths[c]!)))
      .join('  ')
      .trimEnd();
  return `${[titles, ...text].map(line).join('\n')}\n`;
}

/** One "name  value" a line. */
export function properties(entries: readonly (readonly [name: string, value: string | number | null])[]): string {
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${value ?? '–'}\n`).join('');
}

export function warn(input: string, warnings: readonly string[]): void {
  for (const warning of warnings) process.stderr.write(`warning: ${input}: ${warning}\n`);
}
