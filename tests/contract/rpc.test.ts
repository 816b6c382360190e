import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { procedure, type Contract } from '../../preload/contract/define.ts';
import { WireError, wireErrorCodes } from '../../preload/contract/errors.ts';
import { hostControlContract } from '../../preload/contract/hostControl.ts';
import { inferenceContract } from '../../preload/contract/inference.ts';
import { createClient } from '../../preload/contract/rpc.ts';
import { shellContract } from '../../preload/contract/shell.ts';
import { studioContract } from '../../preload/contract/studio.ts';
import { EngineError, engineErrorCodes } from '../../main/engine/core/errors.ts';
import { nodePort } from '../../main/services/ports/nodePort.ts';
import { serveContract } from '../../main/services/serveContract.ts';

const contract = {
  'sum.add': procedure<{ sum: number }>()({ a: z.number(), b: z.number().max(10) }),
  'sum.fail': procedure<null>()({}),
  'sum.wait': procedure<null>()({}),
} as const;

function connect() {
  const { port1, port2 } = new MessageChannel();
  const server = serveContract<typeof contract, { n: number }>(
    contract,
    {
      'sum.add': ({ a, b }) => ({ sum: a + b }),
      'sum.fail': () => {
        throw new EngineError('E_FORMAT', 'sampleRateHz=1 must be ≥ 8', { details: { sampleRateHz: 1 } });
      },
      'sum.wait': (_input, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new EngineError('E_ABORTED', 'cancelled'));
          });
        }),
    },
    nodePort(port1),
  );
  const client = createClient<typeof contract, { n: number }>(nodePort(port2));
  return {
    server,
    client,
    closeFar: () => {
      port1.close();
    },
  };
}

describe('request and reply', () => {
  it('round-trips', async () => {
    const { client, server } = connect();
    expect(await client.call['sum.add']({ a: 1, b: 2 })).toEqual({ sum: 3 });
    server.close();
  });

  it('a client may be what a promise resolves to: it is not taken for a thenable', async () => {
    const { client, server } = connect();
    const call = await Promise.resolve(client.call);
    expect(await call['sum.add']({ a: 1, b: 2 })).toEqual({ sum: 3 });
    server.close();
  });

  it('parses input where it is received and says what is wrong', async () => {
    const { client, server } = connect();
    await expect(client.call['sum.add']({ a: 1, b: 11 })).rejects.toMatchObject({
      code: 'E_PARAM',
      message: expect.stringContaining('b:'),
    });
    const unknownKey = { a: 1, b: 1, c: 1 };
    await expect(client.call['sum.add'](unknownKey)).rejects.toMatchObject({
      code: 'E_PARAM',
      message: expect.stringContaining('"c"'),
    });
    const noSuch = (client.call as unknown as Record<string, (input: unknown) => Promise<unknown>>)['toString']!;
    await expect(noSuch({})).rejects.toMatchObject({ code: 'E_PARAM' });
    server.close();
  });

  it('keeps code, message and details of an error', async () => {
    const { client, server } = connect();
    const error: unknown = await client.call['sum.fail']({}).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(WireError);
    expect(error).toMatchObject({
      code: 'E_FORMAT',
      message: 'sampleRateHz=1 must be ≥ 8',
      details: { sampleRateHz: 1 },
    });
    server.close();
  });

  it('cancels', async () => {
    const { client, server } = connect();
    const aborter = new AbortController();
    const waiting = client.call['sum.wait']({}, { signal: aborter.signal });
    aborter.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'E_ABORTED' });
    await expect(client.call['sum.wait']({}, { signal: aborter.signal })).rejects.toMatchObject({ code: 'E_ABORTED' });
    server.close();
  });

  it('ends open and later calls with E_ENGINE_LOST when the far side dies', async () => {
    const { client, closeFar } = connect();
    const waiting = client.call['sum.wait']({});
    closeFar();
    await expect(waiting).rejects.toMatchObject({ code: 'E_ENGINE_LOST' });
    await expect(client.call['sum.add']({ a: 1, b: 1 })).rejects.toMatchObject({ code: 'E_ENGINE_LOST' });
  });

  it('fails the call, not the process, when something cannot be cloned', async () => {
    const { client, server } = connect();
    const uncloneable = { a: 1, b: (() => 1) as unknown as number };
    await expect(client.call['sum.add'](uncloneable)).rejects.toMatchObject({ code: 'E_INTERNAL' });
    expect(await client.call['sum.add']({ a: 1, b: 2 })).toEqual({ sum: 3 });
    server.close();
  });

  it('answers input that is nested too deeply to be parsed', async () => {
    const { port1, port2 } = new MessageChannel();
    const deep = { 'deep.take': procedure<null>()({ value: z.json() }) } as const;
    const server = serveContract(deep, { 'deep.take': () => null }, nodePort(port1));
    const client = createClient<typeof deep>(nodePort(port2));
    let value: z.input<ReturnType<typeof z.json>> = 0;
    for (let depth = 0; depth < 3_000; depth++) value = [value];
    await expect(client.call['deep.take']({ value })).rejects.toMatchObject({ code: 'E_INTERNAL' });
    expect(await client.call['deep.take']({ value: [] })).toBeNull();
    server.close();
  });

  it('a call that was lost is not cancelled any more: its number may be another call of the next process', async () => {
    const posted: unknown[] = [];
    const client = createClient<typeof contract>({
      post: (message) => posted.push(message),
      onMessage: () => undefined,
      onClose: () => undefined,
      close: () => undefined,
    });
    const aborter = new AbortController();
    const waiting = client.call['sum.wait']({}, { signal: aborter.signal });
    client.lose('gone');
    await expect(waiting).rejects.toMatchObject({ code: 'E_ENGINE_LOST' });
    aborter.abort();
    expect(posted).toHaveLength(1);
  });

  it('delivers events until unsubscribed', async () => {
    const { client, server } = connect();
    const seen: number[] = [];
    const stop = client.onEvent(({ n }) => seen.push(n));
    server.emit({ n: 1 });
    await client.call['sum.add']({ a: 0, b: 0 });
    stop();
    server.emit({ n: 2 });
    await client.call['sum.add']({ a: 0, b: 0 });
    expect(seen).toEqual([1]);
    server.close();
  });
});

describe('the shared vocabulary', () => {
  it('has one list of error codes', () => {
    expect([...wireErrorCodes]).toEqual([...engineErrorCodes]);
  });

  it.each(Object.entries<Contract>({ studioContract, shellContract, inferenceContract, hostControlContract }))(
    '%s: every procedure refuses unknown keys',
    (_name, procedures) => {
      for (const [method, { input }] of Object.entries(procedures)) {
        const result = input.safeParse({ surelyUnknown: 1 });
        expect(result.success, method).toBe(false);
        expect(
          result.error?.issues.some((issue) => issue.code === 'unrecognized_keys'),
          method,
        ).toBe(true);
        expect(method).toMatch(/^[a-z]+\.[a-zA-Z]+$/);
      }
    },
  );
});
