import { loadKernels } from '../../kernels/loadKernels.ts';
import { captureReader } from '../../shared/capture/captureReader.ts';
import { LiveEngine } from './liveEngine.ts';
import type { FromLive, ToLive } from './liveMessages.ts';

const takeMs = 50; // also while the window is hidden and no frames are drawn: the feed holds two seconds
const reportMs = 100;

const tell = (message: FromLive) => {
  postMessage(message);
};

const engine = loadKernels().then((kernels) => new LiveEngine(kernels));
engine.then(run, (error: unknown) => {
  tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
});

function run(live: LiveEngine): void {
  const drawFrame = () => {
    live.take();
    live.draw();
    requestAnimationFrame(drawFrame);
  };
  requestAnimationFrame(drawFrame);
  setInterval(() => {
    live.take();
  }, takeMs);
  setInterval(() => {
    const report = live.isRunning ? live.report() : null;
    if (report !== null) tell({ kind: 'report', report });
  }, reportMs);
}

addEventListener('message', ({ data }: MessageEvent<ToLive>) => {
  engine.then(
    (live) => {
      receive(live, data);
    },
    () => undefined, // told when it failed
  );
});

function receive(live: LiveEngine, message: ToLive): void {
  switch (message.kind) {
    case 'attach':
      live.attach(message);
      break;
    case 'scene':
      live.setScene(message.scene);
      break;
    case 'begin':
      live.begin(captureReader(message.feed, message.sampleRateHz), message.sampleRateHz);
      break;
    case 'end':
      live.end();
      break;
    case 'probe':
      tell({ kind: 'probed', ...live.probe(message.x, message.y) });
      break;
  }
}
