import { describe, expect, test } from 'vitest';
import {
  addTallies,
  formatTally,
  oneFailed,
  onePassed,
  tallyPlaywright,
  tallyVitest,
  withExitCode,
} from '../../../../scripts/checks/tally.ts';

test('sums parts into the last line', () => {
  const parts = [onePassed, oneFailed, { passed: 40, failed: 0, skipped: 2 }];
  expect(formatTally(addTallies(parts))).toBe('41 passed, 1 failed, 2 skipped');
  expect(formatTally(addTallies([]))).toBe('0 passed, 0 failed');
});

describe('tallyVitest', () => {
  const counts = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 };

  test('takes the counts of tests', () => {
    const testResults = [{ status: 'failed', assertionResults: [{ status: 'failed' }] }];
    expect(tallyVitest({ ...counts, testResults })).toEqual({ passed: 5, failed: 1, skipped: 2 });
  });

  test('a file that could not be loaded is a failure although none of its tests ran', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(tallyVitest({ ...counts, numFailedTests: 0, testResults }).failed).toBe(1);
  });
});

test('tallyPlaywright counts flaky tests and errors outside tests as failures', () => {
  const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 3 };
  expect(tallyPlaywright({ stats, errors: [{}] })).toEqual({ passed: 7, failed: 3, skipped: 3 });
});

test('a runner that exits badly with nothing failed still fails', () => {
  expect(withExitCode({ passed: 9, failed: 0, skipped: 0 }, 1).failed).toBe(1);
  expect(withExitCode({ passed: 9, failed: 0, skipped: 0 }, null).failed).toBe(1);
  expect(withExitCode({ passed: 9, failed: 2, skipped: 0 }, 1).failed).toBe(2);
  expect(withExitCode({ passed: 9, failed: 0, skipped: 0 }, 0).failed).toBe(0);
});
