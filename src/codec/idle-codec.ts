/** An instance of the codec that codes nothing, one a realm: it measures models and computes checksums. */
import { useChecksum } from '../archive/checksum.js';
import { Codec } from './codec.js';
import { asForesayError } from './failure.js';
import { codecModule } from './module.js';

let instance: Promise<Codec> | undefined;

/** Rejects with ENGINE where the codec cannot run; the next call tries again. */
export function idleCodec(): Promise<Codec> {
  instance ??= codecModule()
    .then((module) => new Codec(module))
    .catch((cause) => {
      instance = undefined;
      throw asForesayError(cause);
    });
  return instance;
}

/**
 * Makes checksums ready. Must have resolved before anything of the archive layer is used; may be called often. Rejects
 * as idleCodec does.
 */
export async function loadChecksum(): Promise<void> {
  useChecksum((await idleCodec()).checksum);
}
