import { studio } from '../../client/studio.ts';
import type { Selection } from '../../state/selection.ts';

export interface SnapSource {
  readonly sourceId: string;
  readonly channel: number;
}

async function nearest(source: SnapSource, sample: number): Promise<number> {
  return (await studio.call['audio.zeroCrossing']({ ...source, sample })).sample;
}

/** Both edges at zero crossings; as it was if that would leave nothing. */
export async function snapSelection(source: SnapSource, selection: Selection): Promise<Selection> {
  const [startSample, endSample] = await Promise.all([
    nearest(source, selection.startSample),
    nearest(source, selection.endSample),
  ]);
  return endSample > startSample ? { ...selection, startSample, endSample } : selection;
}

export async function snapSample(source: SnapSource, sample: number): Promise<number> {
  return nearest(source, sample);
}
