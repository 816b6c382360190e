/** What the studio host and the hidden decoder page say to each other, over a port that main brokered. */

export interface DecoderConfig {
  readonly codec: string; // as WebCodecs names it: 'mp4a.40.2'
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly description: Uint8Array | null; // codec-specific data, e.g. AudioSpecificConfig
}

export type ToDecoder =
  | { readonly t: 'open'; readonly streamId: number; readonly config: DecoderConfig }
  | {
      readonly t: 'packet';
      readonly streamId: number;
      readonly data: Uint8Array;
      readonly timestampSec: number;
      readonly durationSec: number;
    }
  | { readonly t: 'flush'; readonly streamId: number } // no more packets
  | { readonly t: 'close'; readonly streamId: number };

export type FromDecoder =
  | { readonly t: 'need'; readonly streamId: number; readonly packets: number } // room for so many more packets
  | {
      readonly t: 'block';
      readonly streamId: number;
      readonly sampleRateHz: number;
      readonly channels: readonly Float32Array[];
    }
  | { readonly t: 'done'; readonly streamId: number }
  | { readonly t: 'error'; readonly streamId: number; readonly message: string };
