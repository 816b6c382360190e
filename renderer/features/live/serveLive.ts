/** What the page asks of the engine, and what it is told. */
import { captureReader } from '../../shared/capture/captureReader.ts';
import type { LiveEngine } from './liveEngine.ts';
import type { FromLive, ProbePlace, ToLive } from './liveMessages.ts';

export interface LiveServer {
  receive(message: ToLive): void;
  /** Tells how it goes, and what is at the probed place now; nothing while no sound comes in. */
  report(): void;
}

export function serveLive(live: LiveEngine, tell: (message: FromLive) => void): LiveServer {
  let probed: ProbePlace | null = null;
  const tellProbed = () => {
    if (probed !== null) tell({ kind: 'probed', ...live.probe(probed) });
  };
  return {
    receive(message) {
      switch (message.kind) {
        case 'attach':
          live.attach(message);
          break;
        case 'scene':
          live.setScene(message.scene);
          break;
        case 'begin':
          live.begin(captureReader(message.feed, message.sampleRateHz), message.sampleRateHz);
          break;
        case 'end':
          live.end();
          break;
        case 'probe':
          probed = message.at;
          tellProbed();
          break;
      }
    },
    report() {
      const report = live.isRunning ? live.report() : null;
      if (report === null) return;
      tell({ kind: 'report', report });
      tellProbed();
    },
  };
}
