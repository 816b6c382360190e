/**
 * XML 1.0 into a tree, for files from strangers: well-formedness is checked, nothing is validated, and a document type is
 * refused, so that there are no entities but the five of XML and character references, and nothing that could multiply or
 * be fetched. Namespaces are part of names. Errors carry the line.
 */
import { EngineError } from '../core/errors.ts';
import { heldByXml } from './xmlCharacters.ts';

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string; // of this element alone, not of its children
  readonly line: number;
}

interface OpenElement {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: XmlElement[];
  text: string;
  readonly line: number;
}

const limits = { depth: 64, elements: 1_000_000 };
const name = String.raw`[\p{L}_:][\p{L}\p{N}\p{M}_:.·-]*`;
const startTag = new RegExp(`<(${name})`, 'uy');
const attribute = new RegExp(String.raw`\s+(${name})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')`, 'uy');
const endTag = new RegExp(String.raw`</(${name})\s*>`, 'uy');
const tagEnd = /\s*(\/?)>/uy;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** @throws EngineError E_FORMAT: it is not well formed, has a document type, or more elements or levels than allowed */
export function parseXml(source: string): XmlElement {
  return new XmlParser(source.replace(/\r\n?/g, '\n')).parse();
}

class XmlParser {
  readonly #text: string;
  readonly #open: OpenElement[] = [];
  #at = 0;
  #line = 1;
  #nextBreak: number; // the first end of a line that is not counted
  #elements = 0;
  #root: XmlElement | null = null;

  constructor(text: string) {
    this.#text = text;
    this.#nextBreak = this.#breakAfter(0);
  }

  parse(): XmlElement {
    while (this.#at < this.#text.length) this.#next();
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) this.#fail(`the file ends within <${unclosed.name}> of line ${unclosed.line}`);
    return this.#root ?? this.#fail('there is no element');
  }

  #next(): void {
    const text = this.#text;
    if (text[this.#at] !== '<') {
      const end = text.indexOf('<', this.#at);
      this.#addText(this.#decode(text.slice(this.#at, end === -1 ? text.length : end)));
      this.#at = end === -1 ? text.length : end;
    } else if (text.startsWith('<!--', this.#at)) this.#skip('-->', 'a comment');
    else if (text.startsWith('<![CDATA[', this.#at)) {
      const start = this.#at + 9;
      this.#skip(']]>', 'a CDATA section');
      this.#addText(text.slice(start, this.#at - 3));
    } else if (text.startsWith('<?', this.#at)) this.#skip('?>', 'a processing instruction');
    else if (text.startsWith('<!', this.#at)) this.#fail('a document type is not read: it could define entities');
    else if (text.startsWith('</', this.#at)) this.#close();
    else this.#openElement();
  }

  #openElement(): void {
    const start = this.#match(startTag) ?? this.#fail('a tag must begin with a name');
    if (this.#root !== null) this.#fail(`<${start[1]}> stands behind the end of the root element`);
    if (++this.#elements > limits.elements) this.#fail(`there are more than ${limits.elements} elements`);
    if (this.#open.length >= limits.depth) this.#fail(`elements lie more than ${limits.depth} deep`);
    const element: OpenElement = {
      name: start[1]!,
      attributes: new Map(),
      children: [],
      text: '',
      line: this.#lineHere(),
    };
    for (let found = this.#match(attribute); found !== null; found = this.#match(attribute)) {
      const value = (found[2] ?? found[3]!).replace(/[\n\t]/g, ' ');
      if (element.attributes.has(found[1]!)) this.#fail(`<${element.name}> has the attribute ${found[1]} twice`);
      element.attributes.set(found[1]!, this.#decode(value));
    }
    const end =
      this.#match(tagEnd) ??
      this.#fail(`the tag <${element.name}> is not closed, or an attribute is not as name="value"`);
    this.#open.push(element);
    if (end[1] === '/') this.#finish();
  }

  #close(): void {
    const end = this.#match(endTag) ?? this.#fail('an end tag must be as </name>');
    const open = this.#open.at(-1);
    if (open?.name !== end[1]) this.#fail(`</${end[1]}> must be ${open === undefined ? 'nothing' : `</${open.name}>`}`);
    this.#finish();
  }

  #finish(): void {
    const element = this.#open.pop()!;
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#root = element;
    else parent.children.push(element);
  }

  #addText(text: string): void {
    const open = this.#open.at(-1);
    if (open !== undefined) open.text += text;
    else if (text.trim() !== '') this.#fail('text stands outside of the root element');
  }

  #decode(text: string): string {
    if (!text.includes('&')) return text;
    return text.replace(/&([^;&\s]{0,12};)?/g, (_, reference: string | undefined) => {
      if (reference === undefined) return this.#fail('an & must begin a reference, as &amp;');
      const known = entities[reference.slice(0, -1)];
      if (known !== undefined) return known;
      const number = /^#(?:(\d+)|x([\da-fA-F]+));$/.exec(reference);
      const code =
        number === null ? Number.NaN : number[1] === undefined ? parseInt(number[2]!, 16) : Number(number[1]);
      const character = code <= 0x10ffff ? String.fromCodePoint(code) : '';
      if (character === '' || heldByXml(character) !== character)
        this.#fail(`&${reference} is no reference that is read`);
      return character;
    });
  }

  #skip(end: string, what: string): void {
    const found = this.#text.indexOf(end, this.#at + 2);
    if (found === -1) this.#fail(`${what} has no end`);
    this.#at = found + end.length;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at = pattern.lastIndex;
    return match;
  }

  #lineHere(): number {
    while (this.#nextBreak < this.#at) {
      this.#line++;
      this.#nextBreak = this.#breakAfter(this.#nextBreak + 1);
    }
    return this.#line;
  }

  #breakAfter(at: number): number {
    const found = this.#text.indexOf('\n', at);
    return found === -1 ? Infinity : found;
  }

  #fail(message: string): never {
    throw new EngineError('E_FORMAT', `line ${this.#lineHere()}: ${message}`);
  }
}

/** For text and attributes; U+FFFD stands for what XML cannot hold. */
export function escapeXml(text: string): string {
  return heldByXml(text).replace(/[&<>"\n\t\r]/g, (letter) => {
    if (letter === '&') return '&amp;';
    if (letter === '<') return '&lt;';
    if (letter === '>') return '&gt;';
    return letter === '"' ? '&quot;' : `&#${letter.charCodeAt(0)};`;
  });
}
