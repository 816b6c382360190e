/** What the person must know: shown until it is dismissed. */
import { create } from 'zustand';
import { WireError } from '../../preload/contract/errors.ts';

export type Severity = 'error' | 'warning' | 'info';

export interface Notice {
  readonly id: number;
  readonly severity: Severity;
  readonly title: string; // what was being done: "Open interview.wav"
  readonly message: string; // what happened, with the value and the rule
  readonly code: string | null;
}

interface NoticeStore {
  readonly notices: readonly Notice[];
  dismiss(id: number): void;
}

let nextId = 1;

export const useNotices = create<NoticeStore>()((set) => ({
  notices: [],
  dismiss: (id) => {
    set((s) => ({ notices: s.notices.filter((n) => n.id !== id) }));
  },
}));

/** What is told already is not told twice. */
export function notify(severity: Severity, title: string, message: string, code: string | null = null): void {
  useNotices.setState((s) => {
    if (s.notices.some((told) => told.title === title && told.message === message)) return s;
    return { notices: [...s.notices, { id: nextId++, severity, title, message, code }] };
  });
}

/** Cancellation was asked for and is not told. */
export function notifyError(title: string, error: unknown): void {
  if (error instanceof WireError && error.code === 'E_ABORTED') return;
  const code = error instanceof WireError ? error.code : null;
  notify('error', title, error instanceof Error ? error.message : String(error), code);
}
