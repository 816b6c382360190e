import type { DocumentInfo } from '../../preload/contract/project.ts';
import { formatDuration } from '../shared/format/time.ts';
import { NumberField } from '../shared/ui/NumberField.tsx';
import { useViewport } from '../state/viewport.ts';
import { minVisibleSamples, visibleSamples } from '../state/viewportMaths.ts';

/** How much time is shown; typing a length zooms around the middle. */
export function ZoomField({ document }: { readonly document: DocumentInfo }) {
  const viewport = useViewport();
  const shownSec = visibleSamples(viewport) / document.sampleRateHz;
  const wholeSec = Math.max(document.lengthSamples, minVisibleSamples) / document.sampleRateHz;
  return (
    <NumberField
      label="Time shown"
      isLabelHidden
      testId="zoom-length"
      dimension="time"
      value={shownSec}
      defaultValue={wholeSec}
      isMarked={false}
      format={formatDuration}
      sampleRateHz={document.sampleRateHz}
      minValue={minVisibleSamples / document.sampleRateHz}
      maxValue={wholeSec}
      step={(sec, direction) => (direction > 0 ? sec * Math.SQRT2 : sec / Math.SQRT2)}
      onChange={(sec) => {
        if (sec !== null) viewport.zoomAt(viewport.widthPx / 2, shownSec / sec);
      }}
    />
  );
}
