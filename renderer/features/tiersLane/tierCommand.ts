/** Commands of the tier whose lane has the focus. */
import type { DocumentInfo, TierInfo } from '../../../preload/contract/project.ts';
import type { TierItem } from '../../../preload/contract/tiers.ts';
import { getActiveDocument } from '../../client/project.ts';
import { focusedTier, readTierItems } from '../../client/tiers.ts';
import type { Command } from '../../state/commands.ts';
import { useSelection } from '../../state/selection.ts';
import type { Place } from './tierItems.ts';

export interface TierTarget {
  readonly document: DocumentInfo;
  readonly tier: TierInfo;
  readonly items: readonly TierItem[]; // by start
  readonly place: Place;
}

export interface TierCommandRow {
  readonly name: string;
  readonly title: string;
  readonly keys?: Command['defaultKeys'];
  readonly kind?: TierInfo['kind']; // of tier that it is for; both if not said
  readonly why?: () => string | null; // beyond what `kind` says
  readonly isOn?: () => boolean;
  readonly opensField?: boolean;
  readonly run: (target: TierTarget) => void | Promise<unknown>;
}

const names = { interval: 'the tier holds points', point: 'the tier holds intervals' } as const;

export function whyNoTier(kind?: TierInfo['kind']): string | null {
  const tier = focusedTier();
  if (tier === null) return 'no tier has the focus';
  return kind === undefined || tier.kind === kind ? null : names[kind];
}

let latest: Promise<unknown> = Promise.resolve(); // keys that are held go in turn, each from what the one before left

async function runOn(run: TierCommandRow['run']): Promise<void> {
  const document = getActiveDocument();
  const tier = focusedTier();
  if (document === null || tier === null) return;
  const items = await readTierItems(tier.tierId);
  const { cursorSample, selection } = useSelection.getState();
  await run({ document, tier, items, place: { cursorSample, selection } });
}

export function tierCommand({
  name,
  title,
  keys = {},
  kind,
  why,
  isOn,
  opensField = false,
  run,
}: TierCommandRow): Command {
  const reason = () => whyNoTier(kind) ?? why?.() ?? null;
  return {
    name: `tier.${name}`,
    title,
    category: 'Mark',
    scope: 'tier',
    defaultKeys: keys,
    opensField,
    isEnabled: () => reason() === null,
    disabledReason: reason,
    ...(isOn === undefined ? {} : { isOn }),
    run: () => {
      const done = latest.then(() => runOn(run));
      latest = done.catch(() => undefined);
      return done;
    },
  };
}
