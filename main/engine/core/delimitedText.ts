/** Tables as text: rows in lines, cells between separators, quoted as RFC 4180 has it. */
import { EngineError } from './errors.ts';

export interface DelimitedRow {
  readonly line: number; // where it begins, 1 the first
  readonly cells: readonly string[];
}

export interface DelimitedOptions {
  readonly separator: string; // one character
  /** A cell in double quotes may hold separators, line breaks and doubled quotes; else quotes are letters. */
  readonly quotes: boolean;
}

/**
 * Rows in order, without those that are empty. Lines end with \n, \r or \r\n.
 * @throws EngineError E_FORMAT, with the line: a quote is not closed, or something stands behind one that is
 */
export function parseDelimited(text: string, { separator, quotes }: DelimitedOptions): DelimitedRow[] {
  const rows: DelimitedRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let rowLine = 1;
  const endsCell = (at: number) =>
    at >= text.length || text[at] === separator || text[at] === '\n' || text[at] === '\r';
  for (let at = 0; at <= text.length; at++) {
    if (quotes && text[at] === '"') {
      const quoted = quotedCellAt(text, at, line);
      cells.push(quoted.value);
      line += quoted.lineBreaks;
      at = quoted.end;
      if (!endsCell(at)) throw new EngineError('E_FORMAT', `line ${line}: "${text[at]}" stands behind a closing quote`);
    } else {
      const start = at;
      while (!endsCell(at)) at++;
      cells.push(text.slice(start, at));
    }
    if (text[at] === separator) continue;
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: rowLine, cells });
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    cells = [];
    rowLine = ++line;
  }
  return rows;
}

function quotedCellAt(text: string, start: number, line: number): { value: string; end: number; lineBreaks: number } {
  let end = start;
  do {
    end = text.indexOf('"', end + 1);
    if (end === -1) throw new EngineError('E_FORMAT', `line ${line}: the cell that begins there has no closing quote`);
  } while (text[++end] === '"');
  const value = text.slice(start + 1, end - 1).replaceAll('""', '"');
  return { value, end, lineBreaks: value.match(/\r\n|\r|\n/g)?.length ?? 0 };
}

/** @param separator of the table */
export function quotedCell(text: string, separator = ','): string {
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What Excel, LibreOffice and Google Sheets may evaluate. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

export function isFormula(text: string): boolean {
  return formulaStart.test(text.trimStart()) || formulaStart.test(text);
}

/** With an apostrophe before what a spreadsheet would take for a formula; `unguarded` takes it away again. */
export function guarded(text: string): string {
  return isFormula(text.replace(/^'+/, '')) ? `'${text}` : text;
}

export function unguarded(text: string): string {
  return text.startsWith("'") && isFormula(text.replace(/^'+/, '')) ? text.slice(1) : text;
}
