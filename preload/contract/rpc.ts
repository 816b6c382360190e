/**
 * Request/reply, events and credited streams over one message port (lanes 1 and 2 of docs/architecture.md).
 * Buffers are copied, never transferred: Electron's ports lose a message whose transfer list holds an ArrayBuffer.
 */
import { WireError, type Reply, type WireErrorShape } from './errors.ts';
import type { CancelSignal, Client, Contract, Handlers } from './define.ts';

export interface WirePort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

type Call = { readonly t: 'call'; readonly id: number; readonly method: string; readonly input: unknown };
type Cancel = { readonly t: 'cancel'; readonly id: number };
type Answer = { readonly t: 'reply'; readonly id: number; readonly reply: Reply };
type Emitted<E> = { readonly t: 'event'; readonly event: E };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isCall(m: unknown): m is Call {
  return isRecord(m) && m['t'] === 'call' && typeof m['id'] === 'number' && typeof m['method'] === 'string';
}

function isCancel(m: unknown): m is Cancel {
  return isRecord(m) && m['t'] === 'cancel' && typeof m['id'] === 'number';
}

function isAnswer(m: unknown): m is Answer {
  return isRecord(m) && m['t'] === 'reply' && typeof m['id'] === 'number' && isRecord(m['reply']);
}

function notSent(method: string, error: unknown): WireError {
  const reason = error instanceof Error ? error.message : String(error);
  return new WireError({ code: 'E_INTERNAL', message: `${method} could not be sent: ${reason}`, details: {} });
}

export interface RpcClient<C extends Contract, E> {
  readonly call: Client<C>;
  onEvent(listener: (event: E) => void): () => void;
  /** Resolves every open call with E_ENGINE_LOST; later calls fail the same way. */
  lose(reason: string): void;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  forget(): void;
}

export function createClient<C extends Contract, E = never>(port: WirePort): RpcClient<C, E> {
  const pending = new Map<number, Pending>();
  const listeners = new Set<(event: E) => void>();
  let nextId = 1;
  let lostReason: string | null = null;

  const lost = (reason: string) => new WireError({ code: 'E_ENGINE_LOST', message: reason, details: {} });

  const lose = (reason: string) => {
    lostReason ??= reason;
    for (const p of pending.values()) {
      p.forget(); // a cancel that came later would reach the next process under a number of its own
      p.reject(lost(reason));
    }
    pending.clear();
  };

  port.onClose(() => {
    lose('the process that does this work has ended');
  });

  port.onMessage((message) => {
    if (isAnswer(message)) {
      const entry = pending.get(message.id);
      pending.delete(message.id);
      entry?.forget();
      if (message.reply.ok) entry?.resolve(message.reply.value);
      else entry?.reject(new WireError(message.reply.error));
    } else if (isRecord(message) && message['t'] === 'event') {
      for (const listener of listeners) listener((message as Emitted<E>).event);
    }
  });

  const send = (method: string, input: unknown, signal: CancelSignal | undefined) =>
    new Promise<unknown>((resolve, reject) => {
      if (lostReason !== null) {
        reject(lost(lostReason));
        return;
      }
      const id = nextId++;
      if (signal?.aborted) {
        reject(new WireError({ code: 'E_ABORTED', message: 'cancelled', details: {} }));
        return;
      }
      const onAbort = () => {
        port.post({ t: 'cancel', id } satisfies Cancel);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const forget = () => signal?.removeEventListener('abort', onAbort);
      pending.set(id, { resolve, reject, forget });
      try {
        port.post({ t: 'call', id, method, input } satisfies Call);
      } catch (error) {
        // What cannot be cloned is the caller's mistake and must not end its process.
        pending.delete(id);
        forget();
        reject(notSent(method, error));
      }
    });

  const call = new Proxy({} as Client<C>, {
    // Without a "then": the client may itself be what a promise resolves to.
    get: (_target, method) =>
      typeof method === 'string' && method !== 'then'
        ? (input: unknown, options?: { signal?: CancelSignal }) => send(method, input, options?.signal)
        : undefined,
  });

  return {
    call,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    lose,
  };
}

export interface Aborter<S extends CancelSignal> {
  readonly signal: S;
  abort(): void;
}

export interface ServerOptions<S extends CancelSignal> {
  readonly createAborter: () => Aborter<S>;
  readonly toWireError: (error: unknown, method: string) => WireErrorShape;
}

export interface RpcServer<E> {
  emit(event: E): void;
  close(): void;
}

/** Serves `handlers` on `port`: parses each input, answers with an envelope, never throws. */
export function createServer<C extends Contract, E, S extends CancelSignal>(
  contract: C,
  handlers: Handlers<C, S>,
  port: WirePort,
  { createAborter, toWireError }: ServerOptions<S>,
): RpcServer<E> {
  const running = new Map<number, Aborter<S>>();
  const abortAll = () => {
    for (const aborter of running.values()) aborter.abort();
    running.clear();
  };

  const answer = async ({ method, input }: Call, aborter: Aborter<S>): Promise<Reply> => {
    const proc = Object.hasOwn(contract, method) ? contract[method] : undefined;
    if (proc === undefined)
      return {
        ok: false,
        error: { code: 'E_PARAM', message: `unknown procedure ${JSON.stringify(method)}`, details: {} },
      };
    try {
      const parsed = proc.input.safeParse(input); // throws where input is nested deeper than the stack
      if (!parsed.success) {
        const message = parsed.error.issues.map((i) => `${i.path.join('.') || 'input'}: ${i.message}`).join('; ');
        return { ok: false, error: { code: 'E_PARAM', message: `${method}: ${message}`, details: {} } };
      }
      const handler = handlers[method] as (value: unknown, context: { signal: S }) => unknown;
      return { ok: true, value: await handler(parsed.data, { signal: aborter.signal }) };
    } catch (error) {
      return { ok: false, error: toWireError(error, method) };
    }
  };

  port.onMessage((message) => {
    if (isCancel(message)) running.get(message.id)?.abort();
    else if (isCall(message)) {
      const aborter = createAborter();
      running.set(message.id, aborter);
      void answer(message, aborter).then((reply) => {
        running.delete(message.id);
        try {
          port.post({ t: 'reply', id: message.id, reply } satisfies Answer);
        } catch (error) {
          const { code, details, message: text } = notSent(message.method, error);
          port.post({ t: 'reply', id: message.id, reply: { ok: false, error: { code, message: text, details } } });
        }
      });
    }
  });
  port.onClose(abortAll);

  return {
    emit: (event) => {
      port.post({ t: 'event', event } satisfies Emitted<E>);
    },
    close: () => {
      abortAll();
      port.close();
    },
  };
}
