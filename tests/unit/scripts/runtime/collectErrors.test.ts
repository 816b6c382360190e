import { expect, test } from 'vitest';
import { isErrorLine } from '../../../../scripts/runtime/collectErrors.ts';

test.each([
  'TypeError: x is not a function',
  '(node:12) UnhandledPromiseRejectionWarning: boom',
  '{"level":50,"msg":"studio host gone"}',
  '[15530:1123/050444.842892:FATAL:check.cc(1)] Check failed.',
  'A JavaScript error occurred in the main process',
])('tells of an error: %s', (line) => {
  expect(isErrorLine(line)).toBe(true);
});

test.each([
  '',
  'Debugger listening on ws://127.0.0.1:37879/3a150baa',
  '[15530:1123/050444.513273:ERROR:bus.cc(407)] Failed to connect to the bus: no such file',
  '{"level":30,"msg":"studio host ready"}',
])('does not: %s', (line) => {
  expect(isErrorLine(line)).toBe(false);
});
