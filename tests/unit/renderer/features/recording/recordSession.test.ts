import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useRecording } from '../../../../../renderer/state/recording.ts';

const posted: string[] = [];
const asked: string[] = [];
const setOpen = vi.fn();
let port = Promise.withResolvers<MessagePort>();
let begun = Promise.withResolvers<{ takeId: string }>();

vi.stubGlobal(
  'Worker',
  class {
    addEventListener = () => undefined;
    terminate = () => undefined;
    postMessage = ({ kind }: { kind: string }) => posted.push(kind);
  },
);
vi.mock('../../../../../renderer/client/studio.ts', () => ({
  isEngineLost: () => false,
  studio: {
    onReady: () => () => undefined,
    onConnection: () => () => undefined,
    onEvent: () => () => undefined,
    call: new Proxy(
      {},
      {
        get: (_target, method: string) => () => {
          asked.push(method);
          if (method === 'recording.start') return begun.promise;
          return Promise.resolve(method === 'recording.unfinished' ? [] : { freeBytes: 1 });
        },
      },
    ),
  },
}));
vi.mock('../../../../../renderer/client/studioPort.ts', () => ({ requestPort: () => port.promise }));
vi.mock('../../../../../renderer/client/project.ts', () => ({
  getActiveDocument: () => null,
  readProject: () => Promise.resolve(),
  showLength: () => undefined,
}));
vi.mock('../../../../../renderer/client/settings.ts', () => ({
  useSettings: { getState: () => ({ settings: { inputDeviceId: '', recordChannels: 'mono', recordPreRollSec: 0 } }) },
}));
vi.mock('../../../../../renderer/client/jobs.ts', () => ({ whenOver: () => Promise.resolve(null) }));
vi.mock('../../../../../renderer/shared/capture/openCapture.ts', () => ({
  openCapture: () => Promise.resolve({ feed: { kind: 'ring' }, setOpen, close: () => undefined }),
}));
vi.mock('../../../../../renderer/shared/capture/openMicrophone.ts', () => ({
  mostChannels: 2,
  openMicrophone: () =>
    Promise.resolve({
      format: { label: 'Desk microphone', channels: 1, latencySec: null },
      context: { sampleRate: 48_000, state: 'running' },
      onEnded: () => undefined,
      close: () => Promise.resolve(),
    }),
}));
const { recordSession } = await import('../../../../../renderer/features/recording/recordSession.ts');

beforeEach(() => {
  vi.useFakeTimers();
  posted.length = asked.length = 0;
  setOpen.mockClear();
  port = Promise.withResolvers();
  begun = Promise.withResolvers();
});
afterEach(() => vi.useRealTimers());

const status = () => useRecording.getState().status;
const settle = () => vi.advanceTimersByTimeAsync(0);

it('bug: a take that was cancelled before the host had begun it was left to whoever asked next', async () => {
  const opened = recordSession.start();
  await settle();
  recordSession.stop();
  expect(status()).toBe('idle');
  begun.resolve({ takeId: 'take' });
  await opened;
  expect(asked.at(-1)).toBe('recording.stop');
  expect(vi.getTimerCount()).toBe(0);
});

it('bug: a stop while the way to the host was opened was overridden', async () => {
  const opened = recordSession.start();
  begun.resolve({ takeId: 'take' });
  await settle();
  expect(status()).toBe('opening');
  recordSession.stop();
  port.resolve({} as MessagePort);
  await opened;
  expect(status()).toBe('stopping');
  expect(posted).toEqual(['begin', 'stop', 'host']); // the take is ended by the worker once it has a host
  expect(setOpen).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0); // nor is the disk asked for ever
});
