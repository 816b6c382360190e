import { annotationsOfTiers } from '../tiers/annotationsOfTiers.ts';
import type { AnnotationDocument } from '../../engine/annotation/annotationDocument.ts';
import type { DocumentState } from '../../store/documentState.ts';

/** All tiers of a stretch, on its own clock: what reaches over its ends is cut there. Points at its end belong to it. */
export function chunkAnnotations(
  { tiers, sampleRateHz }: DocumentState,
  { startSample, endSample }: { readonly startSample: number; readonly endSample: number },
): AnnotationDocument {
  const within = tiers.map((tier) => ({
    ...tier,
    items: tier.items
      .filter((item) =>
        tier.kind === 'point'
          ? item.startSample >= startSample && item.startSample <= endSample
          : item.startSample < endSample && item.endSample > startSample,
      )
      .map((item) => ({
        ...item,
        startSample: Math.max(item.startSample, startSample) - startSample,
        endSample: Math.min(item.endSample, endSample) - startSample,
      })),
  }));
  return annotationsOfTiers(within, { sampleRateHz, lengthSamples: endSample - startSample });
}
