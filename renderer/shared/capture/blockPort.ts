/** Where memory cannot be shared: blocks of sound transferred on a port, with the same promises as the ring's. */
import type { CapturedSound, CaptureGap, CaptureReader } from './captureFeed.ts';

export interface PortedBlock {
  readonly channels: readonly Float32Array[];
  readonly stampMs: number;
}

/** The writer's end, which copies: the audio thread's own buffers are used again. */
export function portWriter(
  port: MessagePort,
  channels: number,
): (block: readonly Float32Array[], nFrames: number, stampMs: number) => boolean {
  return (block, nFrames, stampMs) => {
    const copies = Array.from({ length: channels }, (_, c) => block[c]?.slice() ?? new Float32Array(nFrames));
    port.postMessage(
      { channels: copies, stampMs } satisfies PortedBlock,
      copies.map((copy) => copy.buffer),
    );
    return true;
  };
}

/** @param capacity frames that may wait; what comes on top of them is left out and counted */
export function portReader(port: MessagePort, channels: number, capacity: number): CaptureReader {
  let waiting: PortedBlock[] = [];
  let waitingFrames = 0;
  let lost = { blocks: 0, frames: 0 };
  let gaps: CaptureGap[] = []; // in what waits
  port.onmessage = ({ data }: MessageEvent<PortedBlock>) => {
    const nFrames = data.channels[0]?.length ?? 0;
    if (waitingFrames + nFrames > capacity) {
      lost = { blocks: lost.blocks + 1, frames: lost.frames + nFrames };
      const last = gaps.at(-1);
      if (last?.atFrame === waitingFrames) gaps[gaps.length - 1] = { ...last, frames: last.frames + nFrames };
      else gaps.push({ atFrame: waitingFrames, frames: nFrames });
      return;
    }
    waiting.push(data);
    waitingFrames += nFrames;
  };
  return {
    read(): CapturedSound {
      const blocks = waiting;
      const nFrames = waitingFrames;
      const left = gaps;
      waiting = [];
      waitingFrames = 0;
      gaps = [];
      const starts: number[] = [];
      const joined = Array.from({ length: channels }, () => new Float32Array(nFrames));
      let at = 0;
      for (const block of blocks) {
        starts.push(at);
        for (const [c, samples] of block.channels.entries()) joined[c]?.set(samples, at);
        at += block.channels[0]?.length ?? 0;
      }
      return {
        channels: joined,
        nFrames,
        gaps: left,
        stampMs: (frame) => blocks[starts.findLastIndex((start) => start <= frame)]?.stampMs ?? null,
      };
    },
    losses: () => lost,
    close: () => {
      port.close();
    },
  };
}
