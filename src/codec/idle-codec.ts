/** The realm's instance of the codec that codes no blocks: it measures models and computes checksums. */
import { useChecksum } from '../archive/checksum.js';
import { Codec } from './codec.js';
import { asForesayError } from './failure.js';
import { codecModule } from './module.js';
import { useWeights } from './weights.js';

let instance: Promise<Codec> | undefined;

/** The instance, made by the first call. Rejects with ENGINE where the codec cannot run; the next call tries again. */
export function idleCodec(): Promise<Codec> {
  instance ??= codecModule()
    .then((module) => {
      useWeights(module);
      return new Codec(module);
    })
    .catch((cause) => {
      instance = undefined;
      throw asForesayError(cause);
    });
  return instance;
}

/** Makes checksums and network files work. Must resolve before src/archive and src/network are used; may be called often. Rejects as idleCodec does. */
export async function loadChecksum(): Promise<void> {
  useChecksum((await idleCodec()).checksum);
}
