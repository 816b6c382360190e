import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resampledDocument, scaledClips } from '../../../../main/services/projects/resampledDocument.ts';
import { clipProblem, overlapProblem } from '../../../../main/store/extents.ts';
import { playedAsIs, type ClipRow } from '../../../../main/store/documentState.ts';
import { monoAsset } from '../../store/projectFixture.ts';
import { editProject, renderTracks } from '../edits/editProject.ts';

const clip = (startSample: number, lengthSamples: number, assetOffsetSamples: number): ClipRow => ({
  ...playedAsIs,
  clipId: `c${startSample}`,
  assetId: 'a',
  startSample,
  lengthSamples,
  assetOffsetSamples,
});

describe('a document at another rate', () => {
  it('plays the same recordings for the same time', () => {
    const project = editProject(8000);
    const { store, edits, documentId, trackIds } = project;
    edits.apply(documentId, { kind: 'sound.split', trackIds: [...trackIds], atSamples: [1001, 3333] });
    const assets = new Map(store.assets().map((asset) => [asset.assetId, asset]));
    const whole = resampledDocument(store.documentState(documentId), 11_025, assets);
    const made = store.insertWholeDocument(whole);
    const [up] = renderTracks({ store, documentId: made });
    expect(up!.length).toBe(11_025);
    for (let n = 200; n < 10_800; n += 97) expect(up![n]).toBeCloseTo(((n * 8000) / 11_025 + 1) * 1e-6, 8); // over cuts too
    expect(store.check()).toEqual([]);
  });

  it('any cuts stay within their recordings, apart from each other, and joined where they were', () => {
    const lengths = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 400 })), { minLength: 1, maxLength: 12 });
    const rates = fc.constantFrom(8000, 11_025, 16_000, 22_050, 44_100, 48_000);
    fc.assert(
      fc.property(lengths, rates, rates, rates, (parts, assetHz, fromHz, toHz) => {
        let at = 0;
        let offset = 0;
        const clips = parts.map(([gap, length]) => {
          const made = clip(at + gap, length, offset);
          at += gap + length;
          offset += length;
          return made;
        });
        const nSamples = Math.ceil((offset * assetHz) / fromHz) + 1;
        const asset = { ...monoAsset, assetId: 'a', nSamples, sampleRateHz: assetHz };
        const scaled = scaledClips(clips, { fromHz, toHz }, new Map([['a', asset]]));
        const place = { sampleRateHz: toHz, trackChannels: 1, asset: asset as never };
        expect(scaled.map((each) => clipProblem(each, place)).filter((problem) => problem !== null)).toEqual([]);
        expect(overlapProblem(scaled)).toBeNull();
        for (const [i, each] of scaled.entries()) {
          const before = scaled[i - 1];
          const isTouching = before !== undefined && before.startSample + before.lengthSamples === each.startSample;
          if (isTouching && parts[i]?.[0] === 0 && scaled.length === parts.length)
            expect(
              Math.abs(before.assetOffsetSamples + before.lengthSamples - each.assetOffsetSamples),
            ).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('takes labels, corrections and fades along', () => {
    const { store, edits, documentId, trackIds } = editProject(8000);
    const trackId = trackIds[0]!;
    edits.apply(documentId, {
      kind: 'sound.fade',
      trackIds: [trackId],
      direction: 'in',
      shape: 'linear',
      startSample: 0,
      endSample: 800,
    });
    edits.apply(documentId, { kind: 'tier.mark', name: 'Markers', atSample: 4000 });
    const corrections = [{ kind: 'addPulse' as const, atSample: 1000, fraction: 0.5 }];
    edits.apply(documentId, { kind: 'contour.correct', trackId, channel: 0, corrections });
    const { tracks, tiers } = resampledDocument(store.documentState(documentId), 16_000, new Map());
    expect(tiers[0]!.items[0]).toMatchObject({ startSample: 8000, endSample: 8000 });
    expect(tracks[0]!.items[0]).toMatchObject({ startSample: 2001, payload: { fraction: 0 } });
    expect(tracks[0]!.clips[0]!.fadeIn).toMatchObject({ lengthSamples: 1600 });
  });
});
