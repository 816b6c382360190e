import { useEffect, useState } from 'react';
import type { ExportPlan, ExportRequest, FormatAvailability } from '../../../preload/contract/exports.ts';
import { studio } from '../../client/studio.ts';

const settleMs = 120; // typing asks once, not for every letter

/** What the export would make; of the request before while the answer is under way. Null: none yet. */
export function usePlan(request: ExportRequest, folderId: string | null, round: unknown): ExportPlan | null {
  const [plan, setPlan] = useState<ExportPlan | null>(null);
  const key = JSON.stringify(request);
  useEffect(() => {
    const aborter = new AbortController();
    const timer = setTimeout(() => {
      const asked = JSON.parse(key) as ExportRequest;
      studio.call['exports.plan']({ request: asked, folderId }, { signal: aborter.signal }).then(
        setPlan,
        (error: unknown) => {
          if (!aborter.signal.aborted) setPlan(failedPlan(error));
        },
      );
    }, settleMs);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [key, folderId, round]);
  return plan;
}

function failedPlan(error: unknown): ExportPlan {
  return {
    ...{ nFiles: 0, durationSec: 0, bytes: 0, isBytesExact: true, sampleRateHz: 0, channels: 0, files: [] },
    ...{ nThere: 0, nNumbered: 0, skipped: { outside: 0, empty: 0, short: 0, long: 0 }, notes: [] },
    problems: [error instanceof Error ? error.message : String(error)],
  };
}

/** Which formats this machine encodes; null until it is known. */
export function useFormats(): readonly FormatAvailability[] | null {
  const [formats, setFormats] = useState<readonly FormatAvailability[] | null>(null);
  useEffect(() => {
    const aborter = new AbortController();
    studio.call['exports.formats']({}, { signal: aborter.signal }).then(setFormats, () => undefined);
    return () => {
      aborter.abort();
    };
  }, []);
  return formats;
}
