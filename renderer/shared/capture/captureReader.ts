import { portReader } from './blockPort.ts';
import { captureBufferSec, type CaptureFeed, type CaptureReader } from './captureFeed.ts';
import { ringReader } from './sampleRing.ts';

/** The reader's end of a feed, of which there may be one. */
export function captureReader(feed: CaptureFeed, sampleRateHz: number): CaptureReader {
  return feed.kind === 'ring'
    ? ringReader(feed.memory)
    : portReader(feed.port, feed.channels, Math.ceil(captureBufferSec * sampleRateHz));
}
