import { InvalidArgumentError, Option, type Command } from 'commander';
import type { RawPcmFormat } from '../../engine/audio/source.ts';
import type { ChannelChoice } from '../input/readSignals.ts';
import { integer } from './numbers.ts';

const rawEncodings: readonly RawPcmFormat['encoding'][] = [
  ...(['u8', 's8', 's16le', 's16be', 's24le', 's24be', 's32le', 's32be'] as const),
  ...(['f32le', 'f32be', 'f64le', 'f64be', 'alaw', 'ulaw'] as const),
];

export interface RawOption {
  readonly raw?: RawPcmFormat;
}

export function addRawOption(command: Command): Command {
  const about = `headerless PCM: for example 16000,1,s16le (${rawEncodings.join(' ')})`;
  return command.addOption(new Option('--raw <rate,channels,format>', about).argParser(parseRaw));
}

export interface ChannelOptions {
  readonly channel?: number;
  readonly perChannel?: boolean;
}

export function addChannelOptions(command: Command): Command {
  return command
    .addOption(new Option('--channel <n>', 'one channel, 0 is the first').argParser(integer(0)).conflicts('perChannel'))
    .option('--per-channel', 'every channel by itself: a leading channel axis');
}

/** Without either: the average of the channels. */
export function channelChoice({ channel, perChannel }: ChannelOptions): ChannelChoice {
  return perChannel === true ? 'each' : (channel ?? 'mono');
}

function parseRaw(text: string): RawPcmFormat {
  const [rate = '', channels = '', format = '', ...rest] = text.split(',');
  const encoding = rawEncodings.find((known) => known === format || known === `${format}le`);
  if (encoding === undefined || rest.length > 0)
    throw new InvalidArgumentError(`It must be rate,channels,format with a format of ${rawEncodings.join(' ')}.`);
  return { sampleRateHz: integer(1)(rate), channels: integer(1)(channels), encoding };
}
