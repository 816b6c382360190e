/** Which label is being typed in its lane. */
import { create } from 'zustand';

export interface LabelAddress {
  readonly tierId: string;
  readonly itemId: string;
}

export const useLabelField = create<{ readonly at: LabelAddress | null }>()(() => ({ at: null }));

export function beginLabel(tierId: string, itemId: string): void {
  useLabelField.setState({ at: { tierId, itemId } });
}

export function endLabel(itemId: string): void {
  if (useLabelField.getState().at?.itemId === itemId) useLabelField.setState({ at: null });
}
