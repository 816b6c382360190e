import type { Clock, TimeFormat } from './time.ts';

/** What a number without a unit means in a field that shows times in `format`, in seconds. */
export function bareTimeOf(format: TimeFormat, { sampleRateHz, hopLength }: Clock): (value: number) => number {
  switch (format) {
    case 'samples':
      return (value) => value / sampleRateHz;
    case 'frames':
      return (value) => (value * hopLength) / sampleRateHz;
    case 'hms':
    case 'seconds':
      return (value) => value;
  }
}
