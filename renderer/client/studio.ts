/** The studio host as one lasting object: its port is replaced when the host is restarted. */
import { createClient, type RpcClient } from '../../preload/contract/rpc.ts';
import type { Client } from '../../preload/contract/define.ts';
import { WireError } from '../../preload/contract/errors.ts';
import type { StudioContract, StudioEvent } from '../../preload/contract/studio.ts';
import { notifyError } from '../state/notices.ts';
import { bridge } from './bridge.ts';
import { requestPort } from './studioPort.ts';
import { toWirePort } from './wirePort.ts';

type Connection = RpcClient<StudioContract, StudioEvent>;
type ConnectionState = 'connecting' | 'ready' | 'lost';
type StudioEventOf<K extends StudioEvent['kind']> = Extract<StudioEvent, { kind: K }>;

const eventListeners = new Set<(event: StudioEvent) => void>();
const stateListeners = new Set<(state: ConnectionState, detail: string) => void>();
let lastState: ConnectionState = 'connecting';
let current: Promise<Connection> = connect();

async function connect(): Promise<Connection> {
  const connection = createClient<StudioContract, StudioEvent>(toWirePort(await requestPort()));
  connection.onEvent((event) => {
    for (const listener of eventListeners) listener(event);
  });
  tell('ready', '');
  return connection;
}

function tell(state: ConnectionState, detail: string): void {
  lastState = state;
  for (const listener of stateListeners) listener(state, detail);
}

bridge.onShellEvent((event) => {
  if (event.kind === 'studio.lost') {
    void current.then((connection) => {
      connection.lose('the studio process has ended; it is being restarted');
    });
    tell('lost', event.detail);
  } else if (event.kind === 'studio.restarted') {
    current = connect();
  }
});

type Caller = (input: unknown, options?: { signal?: AbortSignal }) => Promise<unknown>;

const call = new Proxy({} as Client<StudioContract>, {
  get: (_target, method) =>
    typeof method !== 'string'
      ? undefined
      : async (input: unknown, options?: { signal?: AbortSignal }) => {
          const connection = await current;
          return (connection.call as Readonly<Record<string, Caller | undefined>>)[method]?.(input, options);
        },
});

export const studio = {
  /** `studio.call['audio.peaks']({…}, { signal })`: resolves with the value or rejects with a WireError. */
  call,
  onEvent<K extends StudioEvent['kind']>(kind: K, listener: (event: StudioEventOf<K>) => void): () => void {
    const filtered = (event: StudioEvent) => {
      if (event.kind === kind) listener(event as StudioEventOf<K>);
    };
    eventListeners.add(filtered);
    return () => eventListeners.delete(filtered);
  },
  /** 'ready' comes with every new connection: caches that followed events must ask again. */
  onConnection(listener: (state: ConnectionState, detail: string) => void): () => void {
    stateListeners.add(listener);
    if (lastState === 'ready') listener('ready', '');
    return () => stateListeners.delete(listener);
  },
  /** Reads `what` as soon as the host is there and anew from every host that follows it. */
  onReady(what: string, read: () => unknown): () => void {
    return studio.onConnection((state) => {
      if (state !== 'ready') return;
      Promise.resolve(read()).catch((error: unknown) => {
        if (!isEngineLost(error)) notifyError(what, error); // a host that is lost meanwhile: its successor is asked
      });
    });
  },
};

export function isEngineLost(error: unknown): boolean {
  return error instanceof WireError && error.code === 'E_ENGINE_LOST';
}

export function isAborted(error: unknown): boolean {
  return error instanceof WireError && error.code === 'E_ABORTED';
}
