/** One value that a command needs before it can run, asked for in a line above the lanes while everything stays usable. */
import { create } from 'zustand';
import type { NumberRules } from '../../shared/format/readNumber.ts';

interface Asked {
  readonly title: string; // "Gain"
  readonly field: string; // "Gain in dB"
  readonly action: string; // what the button says
}

export interface NumberPrompt extends Asked {
  readonly kind: 'number';
  readonly rules: NumberRules;
  readonly initial: number;
  /** What taking the value would do, shown while it is typed; `measured` is null until it is there. */
  readonly effect?: (value: number, measured: number | null) => string;
  readonly measure?: (signal: AbortSignal) => Promise<number | null>;
  readonly apply: (value: number) => Promise<void>;
}

export interface TextPrompt extends Asked {
  readonly kind: 'text';
  readonly initial: string;
  readonly apply: (value: string) => Promise<void>;
}

export type Prompt = NumberPrompt | TextPrompt;

export const usePrompt = create<{ readonly prompt: Prompt | null }>()(() => ({ prompt: null }));

export function ask(prompt: Prompt): void {
  usePrompt.setState({ prompt });
}
