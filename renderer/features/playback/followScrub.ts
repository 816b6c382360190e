/** Scrubbing: while a lane writes the pointer's sample, the sound there is fetched and moved over like tape. */
import { getActiveDocument } from '../../client/project.ts';
import { studio } from '../../client/studio.ts';
import { notifyError } from '../../state/notices.ts';
import { usePlayback } from '../../state/playback.ts';
import type { Player } from './player.ts';

const windowSec = 4; // fetched around the pointer at a time
const mostSamples = 1_048_576; // of one request: at 384 kHz less than the window
const marginShare = 0.25; // of the window: fetch again when the pointer comes this near its end

export function followScrub(player: Player): () => void {
  let loaded: { startSample: number; endSample: number } | null = null;
  let isLoading = false;

  const halfWindow = (sampleRateHz: number) => Math.min(Math.round((windowSec / 2) * sampleRateHz), mostSamples / 2);
  const position = () => usePlayback.getState().scrubSample;

  const load = async (atSample: number): Promise<void> => {
    const document = getActiveDocument();
    if (!document?.mix) return;
    const half = halfWindow(document.sampleRateHz);
    const startSample = Math.max(0, Math.round(atSample) - half);
    const count = Math.min(2 * half, document.lengthSamples - startSample);
    if (count <= 0) return;
    const { sourceId, channels } = document.mix;
    const parts = await Promise.all(
      Array.from({ length: channels }, (_, channel) =>
        studio.call['audio.samples']({ sourceId, channel, startSample, count }),
      ),
    );
    if (position() === null) return; // let go meanwhile
    loaded = { startSample, endSample: startSample + count };
    await player.loadScrub({
      sampleRateHz: document.sampleRateHz,
      startSample,
      channels: parts.map((part) => part.samples),
      atSample: () => position() ?? atSample,
    });
  };

  const isNearEnd = (sample: number): boolean => {
    const document = getActiveDocument();
    if (loaded === null || document === null) return true;
    const margin = 2 * halfWindow(document.sampleRateHz) * marginShare;
    const isNearStart = loaded.startSample > 0 && sample < loaded.startSample + margin;
    return isNearStart || (loaded.endSample < document.lengthSamples && sample > loaded.endSample - margin);
  };

  return usePlayback.subscribe(({ scrubSample }, before) => {
    if (scrubSample === before.scrubSample) return;
    if (scrubSample === null) {
      loaded = null;
      player.stop();
      return;
    }
    if (before.scrubSample === null) player.stop();
    player.scrubTo(scrubSample);
    if (isLoading || !isNearEnd(scrubSample)) return;
    isLoading = true;
    load(scrubSample)
      .catch((error: unknown) => {
        notifyError('Scrub', error);
      })
      .finally(() => {
        isLoading = false;
      });
  });
}
