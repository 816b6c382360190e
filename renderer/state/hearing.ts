/** Sound that a feature wants heard instead of the recording, such as a preview: features/playback plays it. */
import { create } from 'zustand';

export interface HearRequest {
  readonly sourceId: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly startSample: number; // of the source
  readonly endSample: number;
  /** Where sample 0 of the source lies on the timeline, for the play head. */
  readonly originSample: number;
  readonly isOnce?: boolean; // also where playing repeats
}

/** Each new request is played at once. */
export const useHearing = create<{ readonly request: HearRequest | null }>()(() => ({ request: null }));

export function hear(request: HearRequest): void {
  useHearing.setState({ request });
}
