/** The vertical axis of the waveforms: the scale of all, and how far the lanes of each track are magnified. */
import type { AmplitudeAxis } from '../shared/axis/amplitudeAxis.ts';
import { useLayout, type Layout } from './layout.ts';

export const largestWaveformZoom = 64;

export function waveformAxisOf({ waveformScale, waveformZooms }: Layout, trackId: string | null): AmplitudeAxis {
  return { scale: waveformScale, zoom: (trackId === null ? undefined : waveformZooms[trackId]) ?? 1 };
}

export function setWaveformZoom(trackId: string, zoom: number): void {
  const { waveformZooms, change } = useLayout.getState();
  const bounded = Math.min(Math.max(zoom, 1), largestWaveformZoom);
  if ((waveformZooms[trackId] ?? 1) !== bounded) change({ waveformZooms: { ...waveformZooms, [trackId]: bounded } });
}

export function magnifyWaveform(trackId: string, factor: number): void {
  setWaveformZoom(trackId, (useLayout.getState().waveformZooms[trackId] ?? 1) * factor);
}

export function useWaveformAxis(trackId: string | null): AmplitudeAxis {
  const scale = useLayout((s) => s.waveformScale);
  const zoom = useLayout((s) => waveformAxisOf(s, trackId).zoom);
  return { scale, zoom };
}

/** ×1, ×1.4, ×12 */
export function formatZoom(zoom: number): string {
  return `×${String(Number(zoom.toPrecision(2)))}`;
}
