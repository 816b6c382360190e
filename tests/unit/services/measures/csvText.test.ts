import { describe, expect, it } from 'vitest';
import { csvLines } from '../../../../main/services/measures/csvText.ts';

const csv = (labels: string[], plainLabels = false) =>
  [
    ...csvLines(
      {
        columns: ['startSec'],
        values: Float64Array.from(labels, (_, i) => (i === 0 ? Number.NaN : -0.1 * i)),
        labels: { columns: ['label'], rows: labels.map((label) => [label]) },
      },
      { plainLabels },
    ),
  ].join('');

describe('csvLines', () => {
  it('quotes what needs it, leaves absent numbers empty and negative ones alone', () => {
    expect(csv(['a', 'b,c', 'say "x"', 'two\nlines'])).toBe(
      'label,startSec\r\na,\r\n"b,c",-0.1\r\n"say ""x""",-0.2\r\n"two\nlines",-0.3\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =cmd|x', '＝1', '=HYPERLINK("http://x")'])(
    'disarms %j',
    (label) => {
      const cell = csv([label]).split('\r\n')[1]!;
      expect(cell.replace(/^"/, '').startsWith("'")).toBe(true);
    },
  );

  it('leaves labels as they are when asked to', () => {
    expect(csv(['@', '-'], true)).toBe('label,startSec\r\n@,\r\n-,-0.1\r\n');
  });
});
