import { createCountingDecoder } from './countingAac.ts';
import { decodeFuzzed } from './decodeFuzzed.ts';
import { fixtureSeeds, fuzz } from './harness.ts';

/**
 * A FLAC frame of constants turns 20 bytes into 65,535 samples of 8 channels, and damage may add a minute of silence:
 * the bound keeps lengths finite, not small.
 */
const samplesPerByte = 40_000;

const run = (bytes: Uint8Array) =>
  decodeFuzzed(bytes, { samplesPerByte, platformDecoder: createCountingDecoder() });

fuzz({ name: 'flac', seeds: fixtureSeeds('audio', /^flac-/), run });
fuzz({ name: 'ogg', seeds: fixtureSeeds('audio', /^ogg-/), run });
fuzz({ name: 'mpeg', seeds: fixtureSeeds('audio', /^mp[23]-(?!free)/), run });
fuzz({ name: 'mp4', seeds: fixtureSeeds('audio', /^(m4a|mp4|mov)-/), run });
fuzz({ name: 'matroska', seeds: fixtureSeeds('audio', /^(webm|mka)-/), run });
fuzz({ name: 'adts', seeds: fixtureSeeds('audio', /^adts-/), run });
