import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

/** Each of these must be refused by the import rules of docs/architecture.md; the snippets are never written to disk. */
const violations: readonly (readonly [file: string, source: string])[] = [
  ['main/engine/dsp/fft.ts', "import { app } from 'electron'; export const a = app;"],
  ['main/engine/dsp/fft.ts', "import { readFileSync } from 'node:fs'; export const a = readFileSync;"],
  [
    'main/engine/dsp/fft.ts',
    "import type { EngineErrorCode } from '../../../preload/contract/errors.ts'; export type A = EngineErrorCode;",
  ],
  ['main/engine/native/kernels.ts', "import { stft } from '../dsp/stft.ts'; export const a = stft;"],
  ['main/engine/audio/wav.ts', "import { kernels } from '../native/loadKernels.ts'; export const a = kernels;"],
  ['main/engine/core/errors.ts', "import { stft } from '../dsp/stft.ts'; export const a = stft;"],
  ['main/engine/asr/vad/sileroVad.ts', "import * as ort from 'onnxruntime-node'; export const a = ort;"],
  ['main/engine/audio/wav.ts', "import { stft } from '../dsp/stft.ts'; export const a = stft;"],
  ['main/services/wireErrors.ts', "import Database from 'better-sqlite3'; export const a = Database;"],
  ['main/services/wireErrors.ts', "import { app } from 'electron'; export const a = app;"],
  ['main/app/menu.ts', "import type { ProjectStore } from '../store/projectStore.ts'; export type A = ProjectStore;"],
  ['main/app/menu.ts', "import { stft } from '../engine/dsp/stft.ts'; export const a = stft;"],
  ['preload/contract/define.ts', "import { readFileSync } from 'node:fs'; export const a = readFileSync;"],
  ['renderer/state/viewport.ts', "import { readFileSync } from 'node:fs'; export const a = readFileSync;"],
  ['renderer/state/viewport.ts', "import { studio } from '../client/studio.ts'; export const a = studio;"],
  ['renderer/features/waveform/index.ts', "import { a as b } from '../spectrogram/index.ts'; export const a = b;"],
  [
    'renderer/features/waveform/index.ts',
    "import { stft } from '../../../main/engine/dsp/stft.ts'; export const a = stft;",
  ],
  ['main/services/wireErrors.ts', "import { createElement } from 'react'; export const a = createElement;"],
];

describe('import rules', () => {
  const eslint = new ESLint({ ruleFilter: ({ ruleId }) => ruleId === 'boundaries/dependencies' });

  it.each(violations)('%s may not: %s', async (filePath, source) => {
    const [result] = await eslint.lintText(source, { filePath });
    expect(result?.messages.map((m) => m.ruleId)).toContain('boundaries/dependencies');
  });

  it('allows what the layers are for', async () => {
    const source = "import { EngineError } from '../core/errors.ts'; export const a = EngineError;";
    const [result] = await eslint.lintText(source, { filePath: 'main/engine/dsp/fft.ts' });
    expect(result?.messages).toEqual([]);
  });
});
