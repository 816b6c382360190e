/** Stands for renderer/client/studio.ts: answers are set by the test, events and connections come when it says so. */
import { WireError, type WireErrorCode } from '../../preload/contract/errors.ts';

type Answer = (input: never) => unknown;
type Listener<T extends unknown[]> = (...args: T) => void;

export interface FakeStudio {
  /** What takes the place of the module. */
  readonly module: object;
  readonly answers: Record<string, Answer>;
  readonly calls: string[];
  emit(event: { readonly kind: string } & Record<string, unknown>): void;
  connect(state: 'ready' | 'lost'): void;
}

export function wireError(code: WireErrorCode, message = code): WireError {
  return new WireError({ code, message, details: {} });
}

export function createFakeStudio(): FakeStudio {
  const answers: Record<string, Answer> = {};
  const calls: string[] = [];
  const events = new Map<string, Set<Listener<[never]>>>();
  const connections = new Set<Listener<['ready' | 'lost', string]>>();
  const hasCode = (code: WireErrorCode) => (error: unknown) => error instanceof WireError && error.code === code;

  const studio = {
    call: new Proxy(
      {},
      {
        get: (_target, method: string) => async (input: never) => {
          calls.push(method);
          await Promise.resolve();
          const answer = answers[method];
          if (answer === undefined) throw new Error(`the test has no answer to ${method}`);
          return answer(input);
        },
      },
    ),
    onEvent: (kind: string, listener: Listener<[never]>) => {
      const known = events.get(kind) ?? new Set();
      events.set(kind, known.add(listener));
      return () => known.delete(listener);
    },
    onConnection: (listener: Listener<['ready' | 'lost', string]>) => {
      connections.add(listener);
      return () => connections.delete(listener);
    },
    onReady: (_what: string, read: () => unknown) =>
      studio.onConnection((state) => {
        if (state === 'ready') void Promise.resolve(read()).catch(() => undefined);
      }),
  };
  return {
    module: { studio, isAborted: hasCode('E_ABORTED'), isEngineLost: hasCode('E_ENGINE_LOST') },
    answers,
    calls,
    emit: (event) => {
      for (const listener of events.get(event.kind) ?? []) listener(event as never);
    },
    connect: (state) => {
      for (const listener of [...connections]) listener(state, '');
    },
  };
}

/** After all that has been answered has been taken in. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
