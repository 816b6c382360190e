/** A number in the fewest digits that give it back, never with an exponent: many readers of tables know none. */
export function plainNumber(value: number): string {
  const [mantissa = '', exponent] = String(value).split('e');
  if (exponent === undefined) return mantissa;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  const zeros = Math.abs(Number(exponent));
  return sign + (value * value < 1 ? `0.${'0'.repeat(zeros - 1)}${digits}` : digits.padEnd(zeros + 1, '0'));
}
