/**
 * The studio's side of the inference host: one client that outlives the host. Calls made while the host is being
 * restarted wait for it; calls that were running when it died end with E_ENGINE_LOST.
 */
import type { Client } from '../../../preload/contract/define.ts';
import type { InferenceContract } from '../../../preload/contract/inference.ts';
import { createClient, type WirePort } from '../../../preload/contract/rpc.ts';
import type { EngineState } from '../../../preload/contract/studio.ts';
import { EngineError } from '../../engine/core/errors.ts';

const startTimeoutMs = 15_000;

export interface InferenceLink {
  readonly call: Client<InferenceContract>;
  readonly state: EngineState;
  /** Takes the port of a host that has (re)started. */
  connect(port: WirePort): void;
}

type Calls = Client<InferenceContract>;
type AnyCall = (input: unknown, options?: unknown) => Promise<unknown>;

export function createInferenceLink(onChange: (state: EngineState, detail: string) => void): InferenceLink {
  let current: Calls | null = null;
  let state: EngineState = 'starting';
  const waiters = new Set<(calls: Calls) => void>();

  const change = (next: EngineState, detail: string) => {
    state = next;
    onChange(next, detail);
  };

  const connected = (): Promise<Calls> =>
    current !== null
      ? Promise.resolve(current)
      : new Promise((resolve, reject) => {
          const timer = setTimeout(() => {
            waiters.delete(accept);
            reject(
              new EngineError('E_ENGINE_LOST', `the inference process did not start within ${startTimeoutMs / 1000} s`),
            );
          }, startTimeoutMs);
          const accept = (calls: Calls) => {
            clearTimeout(timer);
            resolve(calls);
          };
          waiters.add(accept);
        });

  const call = new Proxy({} as Calls, {
    get: (_target, method) =>
      typeof method === 'string' && method !== 'then'
        ? async (input: unknown, options?: unknown) =>
            ((await connected()) as unknown as Record<string, AnyCall>)[method]?.(input, options)
        : undefined,
  });

  return {
    call,
    get state() {
      return state;
    },
    connect(port) {
      const client = createClient<InferenceContract>(port);
      current = client.call;
      port.onClose(() => {
        if (current !== client.call) return; // an older host's port; the new one is already there
        current = null;
        change('lost', 'the inference process has ended; it is being restarted');
      });
      for (const accept of waiters) accept(client.call);
      waiters.clear();
      change('ready', '');
    },
  };
}
