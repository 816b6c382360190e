export interface WavOptions {
  readonly sampleRateHz: number;
  readonly format?: 'f32' | 's16';
}

/** A WAV file of planar channels. */
export function wavBytes(channels: readonly Float32Array[], { sampleRateHz, format = 'f32' }: WavOptions): Uint8Array {
  const nSamples = channels[0]?.length ?? 0;
  const width = format === 'f32' ? 4 : 2;
  const dataBytes = nSamples * channels.length * width;
  const view = new DataView(new ArrayBuffer(44 + dataBytes));
  const text = (at: number, value: string) => {
    for (let i = 0; i < value.length; i++) view.setUint8(at + i, value.charCodeAt(i));
  };
  text(0, 'RIFF');
  view.setUint32(4, 36 + dataBytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, format === 'f32' ? 3 : 1, true);
  view.setUint16(22, channels.length, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * channels.length * width, true);
  view.setUint16(32, channels.length * width, true);
  view.setUint16(34, 8 * width, true);
  text(36, 'data');
  view.setUint32(40, dataBytes, true);
  let at = 44;
  for (let i = 0; i < nSamples; i++) {
    for (const channel of channels) {
      if (format === 'f32') view.setFloat32(at, channel[i]!, true);
      else view.setInt16(at, Math.round(channel[i]! * 32_768), true);
      at += width;
    }
  }
  return new Uint8Array(view.buffer);
}
