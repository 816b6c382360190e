import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { portReader, portWriter } from '../../../renderer/shared/capture/blockPort.ts';

const ramp = (start: number) => Float32Array.from({ length: 128 }, (_, i) => start + i);

it('blocks on a port keep their order, their samples and their times; a missing channel is silent', async () => {
  const { port1, port2 } = new MessageChannel();
  const reader = portReader(port1, 2, 1024);
  const write = portWriter(port2, 2);
  const reused = ramp(0);
  write([reused], 128, 7);
  reused.fill(9); // as the audio thread does
  write([ramp(128), ramp(-128)], 128, 8);
  await sleep(20);
  const { channels, nFrames, stampMs } = reader.read();
  expect(nFrames).toBe(256);
  expect([...channels[0]!]).toEqual(Array.from({ length: 256 }, (_, i) => i));
  expect(channels[1]!.subarray(0, 128).every((value) => value === 0)).toBe(true);
  expect(channels[1]![128]).toBe(-128);
  expect([stampMs(127), stampMs(128)]).toEqual([7, 8]);
  expect(reader.read().nFrames).toBe(0);
  reader.close();
});

it('what comes on top of what may wait is left out and counted', async () => {
  const { port1, port2 } = new MessageChannel();
  const reader = portReader(port1, 1, 300);
  const write = portWriter(port2, 1);
  for (let i = 0; i < 4; i++) write([ramp(i)], 128, i);
  await sleep(20);
  expect(reader.read().nFrames).toBe(256);
  expect(reader.losses()).toEqual({ blocks: 2, frames: 256 });
  reader.close();
});
