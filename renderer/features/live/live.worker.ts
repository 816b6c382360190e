import { loadKernels } from '../../kernels/loadKernels.ts';
import { LiveEngine } from './liveEngine.ts';
import type { FromLive, ToLive } from './liveMessages.ts';
import { serveLive } from './serveLive.ts';

const takeMs = 50; // also while the window is hidden and no frames are drawn: the feed holds two seconds
const reportMs = 100;

const tell = (message: FromLive) => {
  postMessage(message);
};

const engine = loadKernels().then((kernels) => new LiveEngine(kernels));
const server = engine.then((live) => serveLive(live, tell));

Promise.all([engine, server]).then(
  ([live, { report }]) => {
    const drawFrame = () => {
      live.take();
      live.draw();
      requestAnimationFrame(drawFrame);
    };
    requestAnimationFrame(drawFrame);
    setInterval(() => {
      live.take();
    }, takeMs);
    setInterval(report, reportMs);
  },
  (error: unknown) => {
    tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  },
);

addEventListener('message', ({ data }: MessageEvent<ToLive>) => {
  server.then(
    ({ receive }) => {
      receive(data);
    },
    () => undefined, // told when it failed
  );
});
