/** The pipe a utility process is born with. Described by shape, so that hosts need no import of electron. */
import { isAttachPort, type AttachPort } from '../../preload/contract/hostControl.ts';
import { invariant } from '../engine/core/errors.ts';
import type { ElectronPortLike } from '../services/ports/electronPort.ts';

export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: ElectronPortLike[] }) => void): unknown;
  postMessage(message: unknown): void;
}

export function parentPort(): ParentPort {
  const port = (process as { parentPort?: ParentPort }).parentPort;
  invariant(port !== undefined, 'a host must be started as an Electron utility process');
  return port;
}

/** Calls back for each port that main hands over. */
export function onAttach(listener: (role: AttachPort['role'], port: ElectronPortLike) => void): void {
  parentPort().on('message', ({ data, ports }) => {
    const port = ports[0];
    if (isAttachPort(data) && port !== undefined) listener(data.role, port);
  });
}

export interface HostOptions {
  readonly userData: string;
  readonly resources: string;
  /** The app was started with files to open: what was open last stays closed. */
  readonly hasFiles: boolean;
  /** 'again': an earlier host of this run died. 'loop': they keep dying. */
  readonly hostStart: 'first' | 'again' | 'loop';
}

/** Told by main through the environment. */
export function hostOptions(): HostOptions {
  const { PHONOSCOPE_USER_DATA: userData, PHONOSCOPE_RESOURCES: resources } = process.env;
  const { PHONOSCOPE_HAS_FILES, PHONOSCOPE_HOST_START: start } = process.env;
  invariant(
    userData !== undefined && resources !== undefined,
    'PHONOSCOPE_USER_DATA and PHONOSCOPE_RESOURCES must be set',
  );
  const hostStart = start === 'again' || start === 'loop' ? start : 'first';
  return { userData, resources, hasFiles: PHONOSCOPE_HAS_FILES === '1', hostStart };
}
