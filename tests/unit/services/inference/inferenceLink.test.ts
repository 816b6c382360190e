import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { inferenceContract } from '../../../../preload/contract/inference.ts';
import { createInferenceLink } from '../../../../main/services/inference/inferenceLink.ts';
import {
  createInferenceHandlers,
  type LoadedModels,
} from '../../../../main/services/inference/createInferenceHandlers.ts';
import { createPackLibrary } from '../../../../main/services/models/packLibrary.ts';
import { nodePort } from '../../../../main/services/ports/nodePort.ts';
import { serveContract } from '../../../../main/services/serveContract.ts';

const models = new URL('../../../../resources/models/', import.meta.url).pathname;

function startHost(): { port: MessagePort; die: () => void } {
  const { port1, port2 } = new MessageChannel();
  serveContract(inferenceContract, createInferenceHandlers(createPackLibrary(models)), nodePort(port1));
  return {
    port: port2,
    die: () => {
      port1.close();
    },
  };
}

describe('inferenceLink', () => {
  it('waits for the host, loses its calls with it, and goes on with the next one', async () => {
    const states: string[] = [];
    const link = createInferenceLink((state) => states.push(state));
    expect(link.state).toBe('starting');
    const early = link.call['vad.open']({ packId: 'silero-vad' });

    const first = startHost();
    link.connect(nodePort(first.port));
    const { taskId, sampleRateHz } = await early;
    expect(sampleRateHz).toBe(16_000);
    const running = link.call['vad.push']({ taskId, samples: new Float32Array(160_000), last: true });
    first.die();
    await expect(running).rejects.toMatchObject({ code: 'E_ENGINE_LOST' });
    expect(link.state).toBe('lost');

    const second = startHost();
    link.connect(nodePort(second.port));
    await expect(link.call['vad.push']({ taskId, samples: new Float32Array(512), last: true })).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
    });
    const again = await link.call['vad.open']({ packId: 'silero-vad' });
    const { probabilities } = await link.call['vad.push']({
      taskId: again.taskId,
      samples: new Float32Array(5120),
      last: true,
    });
    expect(probabilities.length).toBe(10);
    expect(Math.max(...probabilities)).toBeLessThan(0.2); // silence
    expect(states).toEqual(['ready', 'lost', 'ready']);
    second.die();
  });

  it('passes on what is wrong with a model', async () => {
    const link = createInferenceLink(() => undefined);
    const host = startHost();
    link.connect(nodePort(host.port));
    await expect(link.call['vad.open']({ packId: 'whisper-base' })).rejects.toMatchObject({ code: 'E_MODEL_MISSING' });
    host.die();
  });

  it('tasks of a studio host that died take no place from the next one', async () => {
    const packs = createPackLibrary(models);
    const loaded: LoadedModels = new Map();
    const { signal } = new AbortController();
    const openIn = (handlers: ReturnType<typeof createInferenceHandlers>) =>
      handlers['vad.open']({ packId: 'silero-vad' }, { signal });
    const before = createInferenceHandlers(packs, loaded);
    for (let n = 0; n < 64; n++) await openIn(before);
    await expect(Promise.resolve(openIn(before))).rejects.toMatchObject({ code: 'E_OOM' });
    const after = createInferenceHandlers(packs, loaded);
    expect(await openIn(after)).toMatchObject({ sampleRateHz: 16_000 });
    expect(loaded.size).toBe(1);
  });
});
