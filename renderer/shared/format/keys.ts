export const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');

const names: Readonly<Record<string, string>> = {
  $mod: isMac ? '⌘' : 'Ctrl',
  Control: isMac ? '⌃' : 'Ctrl',
  Meta: isMac ? '⌘' : 'Win',
  Alt: isMac ? '⌥' : 'Alt',
  Shift: isMac ? '⇧' : 'Shift',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Period: '.',
  Comma: ',',
  Slash: '/',
  BracketLeft: '[',
  BracketRight: ']',
  Delete: 'Del',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** Tinykeys notation as people write it: "$mod+Shift+s" -> "Ctrl+Shift+S". */
export function formatKey(key: string): string {
  const parts = key.split(/(?<=\w)\+/);
  return parts.map((p) => names[p] ?? (p.length === 1 ? p.toUpperCase() : p)).join(isMac ? '' : '+');
}
