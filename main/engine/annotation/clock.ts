/** Times as clocks show them: 1:02:03.456, 02:03,5, 75.25. */

const clockForm = /^(?:(?:(\d{1,6}):)?(\d{1,6}):)?(\d{1,12})(?:[.,](\d{1,20}))?$/;

/** Hours and minutes may be missing; minutes and seconds after a colon are below 60. @returns null: it is no time */
export function parseClock(text: string): number | null {
  const match = clockForm.exec(text.trim());
  if (match === null) return null;
  const [, hours = '0', minutes, seconds = '0', decimals = '0'] = match;
  if (minutes !== undefined && (Number(seconds) >= 60 || (match[1] !== undefined && Number(minutes) >= 60)))
    return null;
  const whole = Number(hours) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds);
  return Number(`${whole}.${decimals}`); // read as one decimal number: no rounding of a sum
}

/** @param ms integer ≥ 0  @param least 'h': hh:mm:ss, 'm': m:ss, and hours only where there are any */
export function clockText(ms: number, least: 'h' | 'm', decimalSign: '.' | ','): string {
  const seconds = Math.floor(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  const tail = `${two(s)}${decimalSign}${String(ms % 1000).padStart(3, '0')}`;
  if (least === 'h') return `${two(h)}:${two(m)}:${tail}`;
  return h > 0 ? `${h}:${two(m)}:${tail}` : `${m}:${tail}`;
}

/** A plain number of seconds, also negative or with an exponent, or a clock. */
export function parseTime(text: string): number | null {
  const plain = text.trim();
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?$/.test(plain)) return Number(plain);
  const clock = parseClock(plain.replace(/^[-+]/, ''));
  return clock !== null && plain.startsWith('-') ? -clock : clock;
}
