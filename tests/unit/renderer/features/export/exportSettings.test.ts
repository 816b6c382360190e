import { describe, expect, it } from 'vitest';
import { exportRequestSchema } from '../../../../../preload/contract/exports.ts';
import type { DocumentInfo } from '../../../../../preload/contract/project.ts';
import {
  defaultExportSettings,
  exportRequest,
  possibleWhat,
  stemTrackIds,
  type ExportScene,
  type ExportSettings,
} from '../../../../../renderer/features/export/exportSettings.ts';
import { presetOf, presets } from '../../../../../renderer/features/export/presets.ts';

const track = (trackId: string, isMuted = false) => ({
  ...{ trackId, name: trackId, channels: 1, gain: 1, isMuted, clips: [], sourceId: `${trackId}@1` },
});
const tier = (tierId: string, kind: 'interval' | 'point') => ({
  ...({ tierId, name: tierId, kind, origin: 'user', nItems: 3, parameters: null } as const),
});
const document: DocumentInfo = {
  ...{ documentId: 'd', name: 'talk.wav', sampleRateHz: 48_000, lengthSamples: 1000, mix: null },
  tracks: [track('a'), track('b', true), track('c')],
  tiers: [tier('points', 'point'), tier('words', 'interval'), tier('phones', 'interval')],
};
const scene: ExportScene = { document, selection: { startSample: 10, endSample: 20, band: null }, soloTrackIds: [] };
const request = (change: Partial<ExportSettings> = {}, where: Partial<ExportScene> = {}) =>
  exportRequest({ ...scene, ...where }, { ...defaultExportSettings, ...change });

describe('what is asked for', () => {
  it.each(presets.map(({ id, change }) => [id, change] as const))(
    'preset %s is a request the host takes, and is known again',
    (id, change) => {
      const settings = { ...defaultExportSettings, ...change };
      expect(exportRequestSchema.safeParse(exportRequest(scene, settings)).error).toBeUndefined();
      expect(presetOf(settings)?.id).toBe(id);
    },
  );

  it('a change away from a preset is none', () => {
    expect(presetOf({ ...defaultExportSettings, wavWidth: '8' })).toBeNull();
  });

  it('without a selection or a tier of intervals it is the whole', () => {
    expect(possibleWhat({ ...scene, selection: null }, 'selection')).toBe('mix');
    expect(possibleWhat({ ...scene, document: { ...document, tiers: [document.tiers[0]!] } }, 'intervals')).toBe('mix');
    expect(request({ what: 'selection' }, { selection: null }).content).toMatchObject({ kind: 'mix', range: null });
    expect(request({ what: 'selection' }).content).toMatchObject({ range: { startSample: 10, endSample: 20 } });
  });

  it('stems are the tracks that are heard, in their order, until others are chosen', () => {
    expect(stemTrackIds(scene, defaultExportSettings)).toEqual(['a', 'c']);
    expect(stemTrackIds({ ...scene, soloTrackIds: ['b'] }, defaultExportSettings)).toEqual(['b']);
    expect(stemTrackIds(scene, { ...defaultExportSettings, trackIds: ['c', 'gone', 'b'] })).toEqual(['b', 'c']);
  });

  it('intervals are of the first interval tier, within the selection only if that is asked for', () => {
    const content = request({ what: 'intervals' }).content;
    expect(content).toMatchObject({ kind: 'intervals', tierId: 'words', range: null, trackId: null });
    const chosen = request({ what: 'intervals', tierId: 'phones', trackId: 'c', isWithinSelection: true }).content;
    expect(chosen).toMatchObject({ tierId: 'phones', trackId: 'c', range: { startSample: 10, endSample: 20 } });
  });

  it('what a format does not have is not asked of it', () => {
    const settings = { wavWidth: '32f', dither: 'shaped', hasCues: true, hasBroadcastExtension: true } as const;
    expect(request(settings)).toMatchObject({ format: { kind: 'wav', width: '32f', dither: 'none' }, hasCues: true });
    expect(request({ ...settings, format: 'opus' })).toMatchObject({
      ...{ format: { kind: 'opus', kbps: 96 }, hasCues: false, hasBroadcastExtension: false },
    });
  });
});
