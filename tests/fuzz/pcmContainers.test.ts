import { decodeFuzzed } from './decodeFuzzed.ts';
import { fixtureSeeds, fuzz } from './harness.ts';

const run = (bytes: Uint8Array) => decodeFuzzed(bytes, { samplesPerByte: 1 });

fuzz({ name: 'wav', seeds: fixtureSeeds('audio', /^wav-/), run });
fuzz({ name: 'aiff', seeds: fixtureSeeds('audio', /^aiff-/), run });
fuzz({ name: 'caf', seeds: fixtureSeeds('audio', /^caf-/), run });
fuzz({ name: 'au', seeds: fixtureSeeds('audio', /^au-/), run });
fuzz({ name: 'sphere', seeds: fixtureSeeds('audio', /^sph-/), run });
fuzz({
  name: 'raw',
  seeds: fixtureSeeds('audio', /^au-f/),
  run: (bytes) =>
    decodeFuzzed(bytes, {
      samplesPerByte: 1,
      raw: { sampleRateHz: 8000, channels: 3, encoding: 's24be', skipBytes: 24 },
    }),
});

// Damage may bring out the MP3 or ADPCM stream inside as a file of its own: the bound is that of compressed audio.
fuzz({
  name: 'refused',
  seeds: fixtureSeeds('audio', /^refused-/),
  run: (bytes) => decodeFuzzed(bytes, { samplesPerByte: 2304 }),
  seedsAreValid: false,
});
