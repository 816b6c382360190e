import type { Settings } from '../../../preload/contract/settings.ts';

export type TimeFormat = Settings['timeFormat'];

export interface Clock {
  readonly sampleRateHz: number;
  readonly hopLength: number; // of the analysis, for frames
}

/** Decimals of a second that tell neighbouring samples at the document's rate apart only as far as asked for. */
export function formatSeconds(sec: number, decimals = 3): string {
  return sec.toFixed(decimals);
}

/** 0:03.212, 12:00.000, 1:02:03.456: rounded once, so that 59.9996 s is 1:00.000 and never 0:60.000. */
export function formatHms(sec: number, decimals = 3): string {
  const unit = 10 ** decimals;
  const total = Math.round(Math.abs(sec) * unit);
  const sign = sec < 0 && total > 0 ? '−' : '';
  const whole = Math.floor(total / unit);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const seconds = String(whole % 60).padStart(2, '0');
  const fraction = decimals > 0 ? `.${String(total % unit).padStart(decimals, '0')}` : '';
  return hours > 0
    ? `${sign}${hours}:${String(minutes).padStart(2, '0')}:${seconds}${fraction}`
    : `${sign}${minutes}:${seconds}${fraction}`;
}

/** A position on the document's clock in the person's format. */
export function formatTime(sample: number, format: TimeFormat, { sampleRateHz, hopLength }: Clock): string {
  switch (format) {
    case 'hms':
      return formatHms(sample / sampleRateHz);
    case 'seconds':
      return `${formatSeconds(sample / sampleRateHz)} s`;
    case 'samples':
      return String(Math.round(sample));
    case 'frames':
      return (sample / hopLength).toFixed(2);
  }
}

/** 450 µs, 23.2 ms, 1.250 s, 2:05.000: a span of time in its natural unit. */
export function formatDuration(sec: number): string {
  const size = Math.abs(sec);
  if (size >= 60) return formatHms(sec);
  if (size >= 1) return `${sec.toFixed(3)} s`;
  if (size >= 0.001 || size === 0) return `${trim(sec * 1000)} ms`;
  return `${trim(sec * 1e6)} µs`;
}

/** Four figures, without needless zeros. */
function trim(value: number): string {
  return String(Number(value.toPrecision(4)));
}
