/** What the studio host and the hidden page of the platform's codecs say to each other, over a port that main brokered. */

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
  | { readonly t: 'close'; readonly streamId: number }
  | ToEncoder;

export interface EncoderConfig {
  readonly codec: 'opus';
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly bitsPerSecond: number;
}

/** Encoders are numbered on their own. */
export type ToEncoder =
  | { readonly t: 'encoderCheck'; readonly encoderId: number; readonly config: EncoderConfig }
  | { readonly t: 'encoderOpen'; readonly encoderId: number; readonly config: EncoderConfig }
  | { readonly t: 'encoderBlock'; readonly encoderId: number; readonly channels: readonly Float32Array[] }
  | { readonly t: 'encoderFlush'; readonly encoderId: number } // no more blocks
  | { readonly t: 'encoderClose'; readonly encoderId: number };

export type FromEncoder =
  | { readonly t: 'encoderChecked'; readonly encoderId: number; readonly isSupported: boolean }
  | { readonly t: 'encoderNeed'; readonly encoderId: number } // room for one more block
  | {
      readonly t: 'encoderPacket';
      readonly encoderId: number;
      readonly data: Uint8Array;
      readonly description: Uint8Array | null; // beside the first packet: the codec's header
    }
  | { readonly t: 'encoderDone'; readonly encoderId: number }
  | { readonly t: 'encoderError'; readonly encoderId: number; readonly message: string };

export type FromDecoder =
  | { readonly t: 'need'; readonly streamId: number; readonly packets: number } // room for so many more packets
  | {
      readonly t: 'block';
      readonly streamId: number;
      readonly sampleRateHz: number;
      readonly channels: readonly Float32Array[];
    }
  | { readonly t: 'done'; readonly streamId: number }
  | { readonly t: 'error'; readonly streamId: number; readonly message: string }
  | FromEncoder;
