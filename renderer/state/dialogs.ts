/** Questions that must be answered before anything else: what it is about, and what can be done. One at a time. */
import { create } from 'zustand';

export interface DialogAction {
  readonly label: string;
  readonly tone: 'primary' | 'danger' | 'plain';
  /** The dialog is closed first; failures are told under the dialog's title. */
  readonly run: () => void | Promise<unknown>;
}

export interface DialogContent {
  /** Of what is asked: the same question again takes the place of the one before. */
  readonly key: string;
  readonly title: string;
  readonly text: readonly string[]; // paragraphs
  readonly facts?: readonly (readonly [name: string, value: string])[];
  readonly list?: { readonly title: string; readonly items: readonly string[] };
  readonly isBusy?: boolean; // more is being found out; what is there to do comes then
  readonly actions: readonly DialogAction[];
  readonly leave: string; // on the button that does nothing: "Cancel"
  readonly onLeave?: () => void;
}

export const useDialogs = create<{ readonly waiting: readonly DialogContent[] }>()(() => ({ waiting: [] }));

export function showDialog(content: DialogContent): void {
  useDialogs.setState(({ waiting }) => {
    const isKnown = waiting.some(({ key }) => key === content.key);
    return { waiting: isKnown ? waiting.map((d) => (d.key === content.key ? content : d)) : [...waiting, content] };
  });
}

export function closeDialog(key: string): void {
  useDialogs.setState(({ waiting }) => ({ waiting: waiting.filter((dialog) => dialog.key !== key) }));
}

export const isDialogOpen = (key: string): boolean =>
  useDialogs.getState().waiting.some((dialog) => dialog.key === key);
