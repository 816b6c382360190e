/** −12.3 dB; silence is −∞. A true minus sign, so that columns align. */
export function formatDb(db: number | null, decimals = 1): string {
  if (db === null || db === -Infinity) return '−∞ dB';
  return `${signed(db, decimals)} dB`;
}

export function formatDbfs(db: number | null, decimals = 2): string {
  return db === null || db === -Infinity ? '−∞ dBFS' : `${signed(db, decimals)} dBFS`;
}

export function signed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

export function amplitudeToDbfs(amplitude: number): number {
  return 20 * Math.log10(Math.abs(amplitude));
}
