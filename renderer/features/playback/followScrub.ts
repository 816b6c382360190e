/** Scrubbing: while a lane writes the pointer's sample, the sound there is fetched and moved over like tape. */
import { getActiveDocument } from '../../client/project.ts';
import { isAborted, studio } from '../../client/studio.ts';
import { usePlayback } from '../../state/playback.ts';
import type { Player } from './player.ts';

const windowSec = 4; // fetched around the pointer at a time
const marginSec = 1; // fetch again when the pointer comes this near its end

export function followScrub(player: Player): () => void {
  let loaded: { startSample: number; endSample: number } | null = null;
  let isLoading = false;

  const load = async (atSample: number): Promise<void> => {
    const document = getActiveDocument();
    const track = document?.tracks[0];
    if (!document || track === undefined) return;
    const half = Math.round((windowSec / 2) * document.sampleRateHz);
    const startSample = Math.max(0, Math.round(atSample) - half);
    const count = Math.min(1_048_576, 2 * half, document.lengthSamples - startSample);
    if (count <= 0) return;
    const { sourceId } = track;
    const parts = await Promise.all(
      Array.from({ length: track.channels }, (_, channel) =>
        studio.call['audio.samples']({ sourceId, channel, startSample, count }),
      ),
    );
    loaded = { startSample, endSample: startSample + count };
    await player.loadScrub(
      document.sampleRateHz,
      startSample,
      parts.map((part) => part.samples),
    );
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
    const margin = marginSec * (getActiveDocument()?.sampleRateHz ?? 0);
    const isNearEnd =
      loaded === null ||
      scrubSample < loaded.startSample + (loaded.startSample > 0 ? margin : 0) ||
      scrubSample > loaded.endSample - margin;
    if (!isNearEnd || isLoading) return;
    isLoading = true;
    void load(scrubSample)
      .catch((error: unknown) => {
        if (!isAborted(error)) throw error;
      })
      .finally(() => {
        isLoading = false;
      });
  });
}
