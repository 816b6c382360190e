import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkedKernels } from '../../../main/engine/native/kernels.ts';
import { loadWasm } from '../../../main/engine/native/loadKernels.ts';
import { LiveEngine } from '../../../renderer/features/live/liveEngine.ts';
import type { FromLive, LiveReport, LiveScene, ProbedValue } from '../../../renderer/features/live/liveMessages.ts';
import { serveLive } from '../../../renderer/features/live/serveLive.ts';
import { portWriter } from '../../../renderer/shared/capture/blockPort.ts';
import type { CaptureFeed } from '../../../renderer/shared/capture/captureFeed.ts';
import { createSampleRing, ringWriter } from '../../../renderer/shared/capture/sampleRing.ts';
import { PixelCanvas, PixelImage } from '../../harness/pixelCanvas.ts';

const sampleRateHz = 48_000;
const [widthPx, spectrogramPx, waveformPx] = [200, 128, 20];
const tone = (hz: number) => (n: number) => 0.5 * Math.sin((2 * Math.PI * hz * n) / sampleRateHz);
const nyquistHz = sampleRateHz / 2;
/** The tones of these tests lie on bins and in the middle of rows. */
const rowOfHz = (hz: number) => Math.floor(spectrogramPx * (1 - hz / nyquistHz));

const scene: LiveScene = {
  ...{ widthPx, spectrogramPx, waveformPx, spanSec: 1, channel: 0, interpolate: false, isFrozen: false },
  analysis: { window: 'hann', winLength: 1024, fftSize: 2048, hopLength: 256, preEmphasis: 0, reduce: 'max' },
  range: { scale: 'linear', fMinHz: 0, fMaxHz: nyquistHz },
  colours: { floorDb: -90, rangeDb: 80, gamma: 1, colourMap: 'grey' },
  ink: { ground: '#102030', wave: '#00ff00', clip: '#ff0000', axis: '#0000ff' },
};

beforeEach(() => {
  vi.stubGlobal('OffscreenCanvas', PixelCanvas);
  vi.stubGlobal('ImageData', PixelImage);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** The worker without its timers. */
function stage() {
  const told: FromLive[] = [];
  const live = new LiveEngine(checkedKernels(loadWasm()));
  const server = serveLive(live, (message) => told.push(message));
  const spectrogram = new PixelCanvas(1, 1);
  const waveform = new PixelCanvas(1, 1);
  server.receive({
    kind: 'attach',
    spectrogram: spectrogram as unknown as OffscreenCanvas,
    waveform: waveform as unknown as OffscreenCanvas,
  });
  server.receive({ kind: 'scene', scene });
  const last = <K extends FromLive['kind']>(kind: K) => told.filter((message) => message.kind === kind).at(-1);
  const show = () => {
    live.take();
    live.draw();
  };
  return {
    ...{ server, spectrogram, waveform, show, told },
    report(): LiveReport {
      server.report();
      const message = last('report');
      if (message?.kind !== 'report') throw new Error('nothing was reported');
      return message.report;
    },
    probe(x: number, y: number | null): ProbedValue {
      server.receive({ kind: 'probe', at: { x, y } });
      const message = last('probed');
      if (message?.kind !== 'probed') throw new Error('no answer to a probe');
      return message;
    },
  };
}

type Write = (block: readonly Float32Array[], nFrames: number, stampMs: number) => boolean;

/** Feeds as the audio thread does, a quantum at a time. */
function sender(write: Write, channels: readonly ((n: number) => number)[]) {
  let at = 0;
  return (nQuanta: number) => {
    for (let i = 0; i < nQuanta; i++, at += 128) {
      const start = at;
      const block = channels.map((value) => Float32Array.from({ length: 128 }, (_, n) => value(start + n)));
      write(block, 128, Date.now());
    }
  };
}

function ringFeed(channels: readonly ((n: number) => number)[]) {
  const memory = createSampleRing(channels.length, sampleRateHz);
  const feed: CaptureFeed = { kind: 'ring', memory, channels: channels.length };
  return { feed, send: sender(ringWriter(memory), channels) };
}

const brightestRow = ({ pixels, width, height }: PixelCanvas, x: number) => {
  const column = Array.from({ length: height }, (_, y) => pixels[y * width + x]! & 0xff);
  return column.indexOf(Math.max(...column));
};

describe('what the page and the worker of the live spectrogram say to each other', () => {
  it('a tone is drawn on its row and reads its level; the rest of the span is ground', () => {
    const { server, show, report, probe, spectrogram, waveform } = stage();
    const { feed, send } = ringFeed([tone(5906.25)]);
    server.receive({ kind: 'begin', feed, sampleRateHz });
    send(187); // half the span
    show();
    expect([spectrogram.width, spectrogram.height, waveform.height]).toEqual([widthPx, spectrogramPx, waveformPx]);
    expect(Math.abs(brightestRow(spectrogram, widthPx - 10) - rowOfHz(5906.25))).toBeLessThanOrEqual(1);
    expect(spectrogram.pixels[10]).toBe(0xff302010);
    expect(report()).toMatchObject({ takenSec: (187 * 128) / sampleRateHz, lostBlocks: 0, hopLength: 256 });
    expect(report().latencyMs?.p95).toBeLessThan(1000);

    const { sec, levelDb } = probe(widthPx - 10, rowOfHz(5906.25));
    expect(sec).toBeCloseTo((187 * 128) / sampleRateHz - 0.05, 1);
    expect(Math.abs(levelDb! + 6.02)).toBeLessThan(1);
    expect(Math.abs(probe(widthPx - 10, null).levelDb! + 6.02)).toBeLessThan(0.1);
    expect(probe(10, 5)).toMatchObject({ sec: null, levelDb: null });
  });

  it('what moves by under a probe is told with each report, until it is taken away', () => {
    const { server, show, report, probe, told } = stage();
    const { feed, send } = ringFeed([tone(1000)]);
    server.receive({ kind: 'begin', feed, sampleRateHz });
    send(100);
    show();
    const { sec } = probe(widthPx - 1, 10);
    send(100);
    show();
    report();
    const after = told.at(-1);
    expect(after?.kind === 'probed' && after.sec! - sec!).toBeCloseTo((100 * 128) / sampleRateHz, 1);
    server.receive({ kind: 'probe', at: null });
    report();
    expect(told.at(-1)?.kind).toBe('report');
  });

  it('frozen, the picture stands and sound is still taken; then it shows what came meanwhile', () => {
    const { server, show, report, spectrogram } = stage();
    const { feed, send } = ringFeed([tone(2906.25)]);
    server.receive({ kind: 'begin', feed, sampleRateHz });
    send(100);
    show();
    server.receive({ kind: 'scene', scene: { ...scene, isFrozen: true } });
    show();
    const before = spectrogram.pixels.slice();
    send(100);
    show();
    expect(spectrogram.pixels).toEqual(before);
    expect(report().takenSec).toBeCloseTo((200 * 128) / sampleRateHz);
    server.receive({ kind: 'scene', scene });
    show();
    expect(spectrogram.pixels).not.toEqual(before);
  });

  it('what finds no room is counted; after the end nothing is reported and the picture stays', () => {
    const { server, show, report, spectrogram, told } = stage();
    const { feed, send } = ringFeed([tone(2906.25)]);
    server.receive({ kind: 'begin', feed, sampleRateHz });
    send(65_536 / 128 + 3); // the ring's room is 2¹⁶ frames
    show();
    expect(report()).toMatchObject({ lostBlocks: 3, lostFrames: 3 * 128 });
    server.receive({ kind: 'end' });
    const [count, before] = [told.length, spectrogram.pixels.slice()];
    server.report();
    show();
    expect(told.length).toBe(count);
    expect(spectrogram.pixels).toEqual(before);
  });

  it('shows the channel that is chosen, or the mean of all', () => {
    const levelAt = (channel: LiveScene['channel'], hz: number) => {
      const { server, show, probe } = stage();
      const { feed, send } = ringFeed([tone(2906.25), tone(8906.25)]);
      server.receive({ kind: 'scene', scene: { ...scene, channel } });
      server.receive({ kind: 'begin', feed, sampleRateHz });
      send(100);
      show();
      return probe(widthPx - 10, rowOfHz(hz)).levelDb ?? -Infinity;
    };
    expect(levelAt(0, 2906.25)).toBeGreaterThan(-8);
    expect(levelAt(0, 8906.25)).toBeLessThan(-60);
    expect(levelAt(1, 8906.25)).toBeGreaterThan(-8);
    expect(levelAt('mean', 2906.25)).toBeCloseTo(-12.04, 0);
  });

  it('over a port, where memory cannot be shared, it is the same picture', async () => {
    const ring = stage();
    const { feed, send } = ringFeed([tone(2906.25)]);
    ring.server.receive({ kind: 'begin', feed, sampleRateHz });
    send(200);
    ring.show();

    const ported = stage();
    const { port1, port2 } = new MessageChannel();
    ported.server.receive({ kind: 'begin', feed: { kind: 'port', port: port1, channels: 1 }, sampleRateHz });
    sender(portWriter(port2, 1), [tone(2906.25)])(200);
    await sleep(20);
    ported.show();
    expect(ported.report().takenSec).toBe(ring.report().takenSec);
    expect(ported.spectrogram.pixels).toEqual(ring.spectrogram.pixels);
    expect(ported.waveform.pixels).toEqual(ring.waveform.pixels);
    ported.server.receive({ kind: 'end' });
  });
});
