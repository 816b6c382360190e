/** What every writer of audio files offers. */
import { EngineError } from '../core/errors.ts';
import type { AudioBlock } from './source.ts';

export interface AudioWriter {
  /** Appends a block. @throws EngineError E_SHAPE: other channels than promised; E_IO, E_DISK_FULL from the sink */
  write(block: AudioBlock): Promise<void>;
  /** Writes what is held back and completes the header. Nothing may be written after. */
  finish(): Promise<AudioWriteReport>;
}

export interface AudioWriteReport {
  readonly nSamples: number; // per channel
  readonly bytes: number;
  readonly roundedSamples: number; // over all channels; 0 for float
  readonly clippedSamples: number;
  readonly nonFiniteSamples: number;
}

export function checkBlockShape(block: AudioBlock, channels: number): void {
  if (block.channels.length !== channels) {
    throw new EngineError(
      'E_SHAPE',
      `block has ${block.channels.length} channels, the writer was made for ${channels}`,
    );
  }
  const odd = block.channels.find((channel) => channel.length !== block.nSamples);
  if (odd) throw new EngineError('E_SHAPE', `a channel has ${odd.length} samples, the block says ${block.nSamples}`);
}

/** @throws EngineError E_PARAM with the value and the rule */
export function checkWriterParam(name: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new EngineError('E_PARAM', `${name}=${value} must be an integer of ${min} to ${max}`);
  }
}
