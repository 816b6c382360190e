import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { useTierItems } from '../../client/tiers.ts';
import { formatHms } from '../../shared/format/time.ts';
import { itemsWithin } from '../../shared/tiers/itemsWithin.ts';
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { pxToSample, sampleToPx } from '../../state/viewportMaths.ts';
import styles from './Ruler.module.css';

const mostFlags = 200; // more could not be told apart; the tier's own lane shows them all
const widestPx = 96; // of a flag whose marker lies before the view

/** Markers, the items of the document's point tiers, as flags that can be clicked. */
export function MarkerFlags({ document }: { readonly document: DocumentInfo }) {
  const tiers = document.tiers.filter((tier) => tier.kind === 'point');
  return tiers.map((tier) => <TierFlags key={tier.tierId} tierId={tier.tierId} sampleRateHz={document.sampleRateHz} />);
}

function TierFlags({ tierId, sampleRateHz }: { readonly tierId: string; readonly sampleRateHz: number }) {
  const items = useTierItems(tierId);
  const view = useViewport();
  const visible = itemsWithin(items, pxToSample(view, -widestPx), pxToSample(view, view.widthPx));
  return visible.slice(0, mostFlags).map((item) => (
    <button
      key={item.itemId}
      type="button"
      tabIndex={-1}
      className={styles['flag']}
      style={{ transform: `translateX(${String(Math.floor(sampleToPx(view, item.startSample)))}px)` }}
      title={`${item.label} ${formatHms(item.startSample / sampleRateHz)}`}
      aria-label={`Marker ${item.label} at ${formatHms(item.startSample / sampleRateHz)}`}
      onClick={() => {
        useSelection.getState().moveCursor(item.startSample);
      }}
    >
      {item.label}
    </button>
  ));
}
