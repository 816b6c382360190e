/** Names that every system takes, each one once. */

const mostBytes = 180; // room for an extension and a number below the 255 that file systems allow
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** What cannot be in a name of a file becomes "_"; never empty, hidden or ending in a dot. */
export function safeFileName(text: string): string {
  const plain = text
    .normalize('NFC')
    .toWellFormed()
    .replace(/[/\\:*?"<>|\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '_')
    .replace(/\s+/gu, ' ')
    .trim();
  const cut = cutToBytes(plain).replace(/[. ]+$/, '');
  if (cut === '') return 'untitled';
  return cut.startsWith('.') || reserved.test(cut.split('.')[0] ?? '') ? `_${cut}` : cut;
}

function cutToBytes(text: string): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  let bytes = 0;
  let kept = '';
  for (const letter of text) {
    bytes += Buffer.byteLength(letter);
    if (bytes > mostBytes) break;
    kept += letter;
  }
  return kept;
}

/** Numbers names that differ by case alone or not at all: "a", "a 2". */
export function createNameNumbering(): { unique(name: string): string } {
  const used = new Set<string>();
  const nextOf = new Map<string, number>();
  const key = (name: string) => name.toLowerCase();
  return {
    unique(name) {
      let unique = name;
      for (let n = nextOf.get(key(name)) ?? 2; used.has(key(unique)); n++) {
        unique = `${name} ${n}`;
        nextOf.set(key(name), n + 1);
      }
      used.add(key(unique));
      return unique;
    },
  };
}
