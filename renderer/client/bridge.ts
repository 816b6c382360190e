/** The only reader of window.phonoscope. */
import type { PhonoscopeBridge } from '../../preload/contract/shell.ts';

declare global {
  interface Window {
    readonly phonoscope: PhonoscopeBridge;
  }
}

export const bridge: PhonoscopeBridge = window.phonoscope;
