/**
 * How repetitive a text is: bytes of its UTF-8 over bytes after zlib (level 6). Speech gives 1 to 2; a loop more.
 * Source: openai/whisper, whisper/utils.py.
 * @param deflate zlib's compress, given by the host so that the engine needs no module of Node
 */
export function compressionRatio(text: string, deflate: (bytes: Uint8Array) => Uint8Array): number {
  const bytes = new TextEncoder().encode(text);
  return bytes.length / deflate(bytes).length;
}
