import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../main/engine/core/errors.ts';
import { detectSpeech, detectSpeechDefaults } from '../../../../main/services/speech/detectSpeech.ts';

describe('detectSpeech', () => {
  it('closes its task when the sound cannot be opened', async () => {
    const open = new Set<string>();
    const inference: Parameters<typeof detectSpeech>[0] = {
      'vad.open': () => {
        open.add('task');
        return Promise.resolve({ taskId: 'task', sampleRateHz: 16_000, frameSamples: 512, provider: 'cpu' });
      },
      'vad.push': () => Promise.resolve({ probabilities: new Float32Array(0) }),
      'vad.close': ({ taskId }) => {
        open.delete(taskId);
        return Promise.resolve(null);
      },
    };
    const refused = () => {
      throw new EngineError('E_PARAM', 'fromHz=1 and toHz=16000 must not differ by more than 4096 times');
    };
    await expect(detectSpeech(inference, refused, detectSpeechDefaults)).rejects.toMatchObject({ code: 'E_PARAM' });
    expect([...open]).toEqual([]);
  });
});
