/** mono, stereo, 6 channels. */
export function formatChannels(count: number): string {
  return count === 1 ? 'mono' : count === 2 ? 'stereo' : `${count} channels`;
}
