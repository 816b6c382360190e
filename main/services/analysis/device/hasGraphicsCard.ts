import { existsSync, readdirSync } from 'node:fs';

/** Cards that come without a render node: NVIDIA's in a container, the host's under Windows Subsystem for Linux. */
const otherNodes = ['/dev/nvidia0', '/dev/dxg'];

/**
 * Whether there may be a graphics card. Linux shows each as a device; elsewhere it is taken for granted, and the
 * drivers say otherwise. Looking for one that is not there loads Vulkan, which takes memory and complains on stderr.
 */
export function hasGraphicsCard(): boolean {
  if (process.platform !== 'linux' || otherNodes.some((path) => existsSync(path))) return true;
  try {
    return readdirSync('/dev/dri').some((name) => name.startsWith('renderD'));
  } catch {
    return false;
  }
}
