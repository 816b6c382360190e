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

studio.onConnection((state, detail) => {
  useEngine.setState({ studio: state === 'connecting' ? 'starting' : state, detail });
});
studio.onEvent('engine.changed', ({ state, detail }) => {
  useEngine.setState({ inference: state, detail });
});
