/** A stretch of time, both ends in it. */
export interface TimeSpan {
  readonly fromSec: number;
  readonly toSec: number;
}
