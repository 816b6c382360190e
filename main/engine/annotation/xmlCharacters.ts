/**
 * What XML 1.0 cannot hold, not even escaped: lone halves of surrogate pairs, U+FFFE, U+FFFF, and controls below U+0020
 * but tab, line feed and return.
 */
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** The text with U+FFFD in place of each such character. */
export function heldByXml(text: string): string {
  return text.replace(forbidden, '\ufffd');
}
