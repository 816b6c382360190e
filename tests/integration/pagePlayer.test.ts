/** The page's player with a host and an audio context that the test stands in for. */
import { beforeEach, expect, it, vi } from 'vitest';
import { createFakeStudio, settled, type FakeStudio } from '../harness/fakeStudio.ts';
import type { FromPlayer, ToPlayer } from '../../renderer/features/playback/playerMessages.ts';

interface Opened {
  readonly rate: number;
  readonly sent: ToPlayer[];
  isClosed: boolean;
  tell(message: FromPlayer): void;
}

const stage = vi.hoisted((): { studio: FakeStudio | null; opened: Opened[]; failure: Error | null } => ({
  studio: null,
  opened: [],
  failure: null,
}));
vi.mock('../../renderer/client/studio.ts', () => {
  stage.studio = createFakeStudio();
  return stage.studio.module;
});
vi.mock('../../renderer/features/playback/output.ts', () => ({
  openOutput: async ({ sampleRateHz }: { sampleRateHz: number }, tell: (message: FromPlayer) => void) => {
    await settled();
    if (stage.failure !== null) throw stage.failure;
    const opened: Opened = { rate: sampleRateHz, sent: [], isClosed: false, tell };
    stage.opened.push(opened);
    return {
      context: {
        sampleRate: sampleRateHz,
        resume: () => Promise.resolve(),
        getOutputTimestamp: () => ({ contextTime: 0, performanceTime: 0 }),
      },
      node: { port: { postMessage: (message: ToPlayer) => opened.sent.push(message) } },
      sampleRateHz,
      fits: (rate: number) => rate === sampleRateHz,
      setDevice: () => Promise.resolve(),
      close: () => {
        opened.isClosed = true;
        return Promise.resolve();
      },
    };
  },
}));
vi.stubGlobal('requestAnimationFrame', () => 1);
vi.stubGlobal('cancelAnimationFrame', () => undefined);

const { Player } = await import('../../renderer/features/playback/player.ts');
const { usePlayback } = await import('../../renderer/state/playback.ts');

const request = {
  sourceId: 's',
  sampleRateHz: 8000,
  channels: 1,
  startSample: 0,
  endSample: 8000,
  band: null,
  loop: false,
};
let streams = 0;

beforeEach(() => {
  stage.opened.length = 0;
  stage.failure = null;
  if (stage.studio === null) throw new Error('studio.ts was not mocked');
  stage.studio.answers['audio.openPlayback'] = () => ({ streamId: ++streams });
  stage.studio.answers['audio.grantPlayback'] = () => null;
  stage.studio.answers['audio.closePlayback'] = () => null;
});

const runOf = (sent: readonly ToPlayer[]) => sent.findLast((message) => message.kind === 'start')?.run ?? NaN;

it('play, stop and play at once open one audio context, not two', async () => {
  const player = new Player();
  const first = player.play(request);
  player.stop();
  await Promise.all([first, player.play(request)]);
  expect(stage.opened).toHaveLength(1);
  expect(usePlayback.getState().state).toBe('playing');
});

it('another rate closes the context before; one that cannot be opened is tried anew', async () => {
  const player = new Player();
  await player.play(request);
  stage.failure = new Error('no device');
  await expect(player.play({ ...request, sampleRateHz: 384_000 })).rejects.toThrow('no device');
  expect(usePlayback.getState().state).toBe('stopped');
  expect(stage.opened.map(({ isClosed }) => isClosed)).toEqual([true]);
  stage.failure = null;
  await player.play(request);
  expect(stage.opened.map(({ rate, isClosed }) => [rate, isClosed])).toEqual([
    [8000, true],
    [8000, false],
  ]);
});

it('what the audio thread said of a sound that has been stopped is not heard any more', async () => {
  const player = new Player();
  await player.play(request);
  const [output] = stage.opened;
  if (output === undefined) throw new Error('no output was opened');
  const run = runOf(output.sent);
  output.tell({ run, kind: 'levels', peak: [0.5], meanSquare: [0.1] });
  expect(usePlayback.getState().levels).toHaveLength(1);
  player.stop();
  output.tell({ run, kind: 'levels', peak: [0.5], meanSquare: [0.1] });
  expect(usePlayback.getState().levels).toEqual([]);
  await player.play(request);
  const grants = () => stage.studio?.calls.filter((name) => name === 'audio.grantPlayback').length;
  const before = grants();
  output.tell({ run, kind: 'consumed', blocks: 8 });
  await settled();
  expect(grants()).toBe(before);
});

it('a scrub whose samples come after it was let go stays silent', async () => {
  const player = new Player();
  const loading = player.loadScrub({ sampleRateHz: 8000, startSample: 0, channels: [], atSample: () => 0 });
  player.stop();
  await loading;
  expect(stage.opened[0]?.sent.filter(({ kind }) => kind === 'scrubSource')).toEqual([]);
});

it('a scrub begins where the pointer is, not where its samples begin', async () => {
  const player = new Player();
  await player.loadScrub({ sampleRateHz: 8000, startSample: 1000, channels: [], atSample: () => 17_000 });
  expect(stage.opened[0]?.sent).toContainEqual(expect.objectContaining({ kind: 'scrubSource', atSample: 17_000 }));
});
