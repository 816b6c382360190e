import type { Contract, Handlers } from '../../preload/contract/define.ts';
import { createServer, type RpcServer, type WirePort } from '../../preload/contract/rpc.ts';
import { toWireError } from './wireErrors.ts';

/** The contract's server with Node's AbortController and our error envelopes. */
export function serveContract<C extends Contract, E = never>(
  contract: C,
  handlers: Handlers<C, AbortSignal>,
  port: WirePort,
): RpcServer<E> {
  return createServer<C, E, AbortSignal>(contract, handlers, port, {
    createAborter: () => new AbortController(),
    toWireError,
  });
}
