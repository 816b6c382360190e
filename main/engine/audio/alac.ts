import { EngineError } from '../core/errors.ts';
import type { PacketDecoder } from './packetDecoder.ts';
export function createAlacDecoder(_config: Uint8Array): PacketDecoder { throw new EngineError('E_CODEC', 'ALAC'); }
