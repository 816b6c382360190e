import { BitReader } from '../../main/engine/audio/bitReader.ts';
import { oggPageCrc } from '../../main/engine/audio/crc.ts';
import { decodeFlacSubframe } from '../../main/engine/audio/flacSubframeDecoder.ts';
import { hasMagic } from '../../main/engine/audio/sniffAudio.ts';
import { EngineError } from '../../main/engine/core/errors.ts';
import { createCountingDecoder } from './countingAac.ts';
import { decodeFuzzed } from './decodeFuzzed.ts';
import { fixtureSeeds, fuzz } from './harness.ts';

/**
 * A FLAC frame of constants turns 20 bytes into 65,535 samples of 8 channels, and damage may add a minute of silence:
 * the bound keeps lengths finite, not small.
 */
const samplesPerByte = 40_000;

const run = (bytes: Uint8Array) => decodeFuzzed(bytes, { samplesPerByte, platformDecoder: createCountingDecoder() });

fuzz({ name: 'flac', seeds: fixtureSeeds('audio', /^flac-/), run });
fuzz({ name: 'ogg', seeds: fixtureSeeds('audio', /^ogg-/), run });
fuzz({ name: 'mpeg', seeds: fixtureSeeds('audio', /^mp[23]-(?!free)/), run });
fuzz({ name: 'mp4', seeds: fixtureSeeds('audio', /^(m4a|mp4|mov)-/), run });
fuzz({ name: 'matroska', seeds: fixtureSeeds('audio', /^(webm|mka)-/), run });
fuzz({ name: 'adts', seeds: fixtureSeeds('audio', /^adts-/), run });

// Checksums keep most damage from the codecs behind them: here they are made to hold again.
fuzz({ name: 'ogg-resealed', seeds: fixtureSeeds('audio', /^ogg-/), run: (bytes) => run(resealOgg(bytes)) });
fuzz({ name: 'flac-subframe', seeds: fixtureSeeds('audio', /^flac-/), run: decodeSubframes, seedsAreValid: false });

function resealOgg(bytes: Uint8Array): Uint8Array {
  const sealed = bytes.slice();
  const view = new DataView(sealed.buffer);
  for (let at = 0; at + 27 <= sealed.length; at++) {
    if (!hasMagic(sealed.subarray(at), 'OggS')) continue;
    const bodyAt = at + 27 + sealed[at + 26]!;
    const length = sealed.subarray(at + 27, bodyAt).reduce((sum, value) => sum + value, 0);
    if (bodyAt + length <= sealed.length)
      view.setUint32(at + 22, oggPageCrc(sealed.subarray(at, bodyAt + length)), true);
  }
  return sealed;
}

/** The bytes from a random-looking place on, as subframes of several widths. */
function decodeSubframes(bytes: Uint8Array): Promise<void> {
  const start = bytes.reduce((sum, byte) => sum + byte, 0) % 256;
  for (const width of [4, 8, 17, 25, 32, 33]) {
    const bits = new BitReader(bytes.subarray(start));
    bits.bitPosition = 1;
    try {
      for (;;) decodeFlacSubframe(bits, 4096, width);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
  }
  return Promise.resolve();
}
