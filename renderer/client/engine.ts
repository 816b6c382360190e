/** Whether the processes behind the window are at work. */
import { create } from 'zustand';
import type { EngineState } from '../../preload/contract/studio.ts';
import { studio } from './studio.ts';

export interface EngineStatus {
  readonly studio: EngineState;
  readonly inference: EngineState;
  readonly detail: string;
}

export const useEngine = create<EngineStatus>()(() => ({ studio: 'starting', inference: 'starting', detail: '' }));

/** What asks the studio host for something depends on this, so that it asks again when a lost host is back. */
export function useIsStudioReady(): boolean {
  return useEngine((s) => s.studio === 'ready');
}

studio.onConnection((state, detail) => {
  useEngine.setState({ studio: state === 'connecting' ? 'starting' : state, detail });
});
studio.onEvent('engine.changed', ({ state, detail }) => {
  useEngine.setState({ inference: state, detail });
});
