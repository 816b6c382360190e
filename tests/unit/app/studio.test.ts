import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import type { HostProcess } from '../../../main/app/hostProcess.ts';

vi.mock('electron', () => ({ MessageChannelMain: vi.fn() }));
const { Studio } = await import('../../../main/app/studio.ts');

/** A host that is told what to do by the test. */
class FakeHost extends EventEmitter {
  pid: number | undefined;
  readonly posted: { t: string; id: number; method: string }[] = [];
  start(): void {
    this.pid = 1;
    this.emit('started');
  }
  post(message: { t: string; id: number; method: string }): void {
    this.posted.push(message);
  }
  die(): void {
    this.pid = undefined;
    this.emit('lost', 'the studio process ended with code 1');
  }
  stop(): void {
    this.pid = undefined;
  }
}

function studioOf() {
  const host = new FakeHost();
  const inference = new FakeHost();
  const studio = new Studio(host as unknown as HostProcess, inference as unknown as HostProcess);
  return { host, studio };
}

const ready = { t: 'event', event: { kind: 'host.ready' } };

describe('quitting', () => {
  it('waits until the studio host has written everything down', async () => {
    const { host, studio } = studioOf();
    host.start();
    const quit = studio.prepareToQuit();
    host.emit('message', ready); // it was still starting
    await vi.waitFor(() => {
      expect(host.posted).toHaveLength(1);
    });
    const asked = host.posted[0];
    expect(asked?.method).toBe('host.prepareToQuit');
    host.emit('message', { t: 'reply', id: asked?.id, reply: { ok: true, value: null } });
    await quit;
  });

  it('does not wait for a host that is not there, or dies meanwhile', async () => {
    const { host, studio } = studioOf();
    await studio.prepareToQuit();
    host.start();
    const quit = studio.prepareToQuit();
    host.die(); // before it was ready
    await quit;
    expect(host.posted).toEqual([]);
  });
});
