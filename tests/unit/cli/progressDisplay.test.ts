import { describe, expect, it } from 'vitest';
import { barLine, createProgressDisplay } from '../../../main/cli/output/progressDisplay.ts';

function watched(isTTY: boolean) {
  const written: string[] = [];
  let nowMs = 0;
  const terminal = { isTTY, columns: 80, write: (text: string) => written.push(text) };
  const display = createProgressDisplay('speech.wav', terminal, () => nowMs);
  const report = (ms: number, done: number) => {
    nowMs = ms;
    display.report({ done, total: 1000, unit: 'frames', note: 'computing' });
  };
  return { written, display, report };
}

describe('progress', () => {
  it('is a line per 10 % where there is no terminal, and none for work of less than a second', () => {
    const { written, report } = watched(false);
    for (let done = 0; done <= 500; done += 10) report(done, done);
    expect(written).toEqual([]);
    for (let done = 510; done <= 1000; done += 10) report(1000 + 5 * done, done);
    expect(written).toEqual([50, 60, 70, 80, 90, 100].map((percent) => `speech.wav: computing ${percent} %\n`));
  });

  it('is a bar with rate and time left on a terminal, and goes away', () => {
    const { written, display, report } = watched(true);
    for (let ms = 0; ms <= 2000; ms += 20) report(ms, ms / 4);
    expect(written.length).toBeGreaterThan(5);
    expect(written.length).toBeLessThan(15); // not with every report
    expect(written.at(-1)).toMatch(/^\rspeech\.wav computing █+░+ {2}\d\d % {2}250 frames\/s {2}\d s left/);
    display.end();
    expect(written.at(-1)).toMatch(/^\r +\r$/);
  });

  it('tells how much where the whole is not known', () => {
    const rate = { leftSec: null, ratePerSec: 2_000_000 };
    expect(barLine('-', { done: 1500, total: null, unit: 'samples' }, rate)).toBe(
      '- working 1.5 k samples  2.0 M samples/s',
    );
    const long = { leftSec: 3725, ratePerSec: 1 };
    expect(barLine('x', { done: 1, total: 2, unit: 'frames' }, long)).toContain('1:02:05 left');
  });
});
