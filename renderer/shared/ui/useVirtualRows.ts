import { useLayoutEffect, useState, type RefObject } from 'react';

export interface VirtualRows {
  readonly first: number;
  readonly end: number; // exclusive
  readonly beforePx: number; // height of the rows that are left out above
  readonly afterPx: number;
}

export interface RowMeasure {
  readonly count: number;
  readonly rowPx: number;
}

const spareRows = 12; // beyond what is visible, so that Tab and fast scrolling find rows

/** The rows of a long list that are near what its scrolling parent shows. */
export function rowsWithin({ count, rowPx }: RowMeasure, scrollTop: number, heightPx: number): VirtualRows {
  const first = Math.min(Math.max(Math.floor(scrollTop / rowPx) - spareRows, 0), count);
  const end = Math.min(Math.max(Math.ceil((scrollTop + heightPx) / rowPx) + spareRows, first), count);
  return { first, end, beforePx: first * rowPx, afterPx: (count - end) * rowPx };
}

export function useVirtualRows(list: RefObject<HTMLElement | null>, { count, rowPx }: RowMeasure): VirtualRows {
  const [at, setAt] = useState({ scrollTop: 0, heightPx: 0 });
  useLayoutEffect(() => {
    const scroller = list.current?.parentElement;
    if (scroller == null) return;
    const measure = () => {
      // In steps of a few rows: between them nothing is drawn anew.
      const scrollTop = Math.floor(scroller.scrollTop / (4 * rowPx)) * 4 * rowPx;
      const heightPx = scroller.clientHeight + 4 * rowPx;
      setAt((s) => (s.scrollTop === scrollTop && s.heightPx === heightPx ? s : { scrollTop, heightPx }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(scroller);
    scroller.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      scroller.removeEventListener('scroll', measure);
    };
  }, [list, rowPx]);
  return rowsWithin({ count, rowPx }, at.scrollTop, at.heightPx);
}
