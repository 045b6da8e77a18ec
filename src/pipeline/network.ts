/** The caller's network, and its comparison with the one that a frame needs. */
import { Checksum, checksumText } from '../archive/checksum.js';
import type { FrameHeader } from '../archive/frame-header.js';
import { inPieces } from '../bytes/stepwise.js';
import type { FrameNetwork } from '../codec/frame-network.js';
import { ForesayError } from '../errors.js';
import { networkHeader, readEmbedded } from '../network/network-file.js';
import { Turns } from './turns.js';

/** A network and the XXH64 checksum of its file, which identifies it in archives. */
export interface NamedNetwork extends FrameNetwork {
  readonly checksum: bigint;
}

/**
 * Copies the caller's bytes, and computes their checksum. loadChecksum() must have resolved. Rejects with INVALID_OPTION
 * unless they are a network file that this version can read.
 */
export async function nameNetwork(
  given: Uint8Array | undefined,
): Promise<NamedNetwork | undefined> {
  if (!given) return undefined;
  // A copy: postMessage() of a view clones the whole buffer.
  const bytes = given.slice();
  const sum = new Checksum();
  const turns = new Turns();
  for (const { piece } of inPieces(bytes)) {
    sum.update(piece);
    if (turns.due) await turns.next();
  }
  try {
    return { bytes, header: networkHeader(bytes), checksum: sum.digest() };
  } catch (error) {
    throw error instanceof ForesayError
      ? new ForesayError('INVALID_OPTION', `network: ${error.message}`, { cause: error })
      : error;
  }
}

/**
 * The network of the frame. Throws NETWORK_REQUIRED or NETWORK_MISMATCH where the frame has a hash, and CORRUPT or
 * UNSUPPORTED_VERSION for a network in the frame that is not valid.
 */
export function networkFor(
  { network, networkHash }: FrameHeader,
  given: NamedNetwork | undefined,
): FrameNetwork | undefined {
  if (network) return { bytes: network, header: readEmbedded(networkHeader, network) };
  if (networkHash === undefined) return undefined;
  if (given?.checksum === networkHash) return given;
  const name = `a network of XXH64 ${checksumText(networkHash)}`;
  throw given
    ? new ForesayError(
        'NETWORK_MISMATCH',
        `the archive needs ${name}; the one given has ${checksumText(given.checksum)}`,
      )
    : new ForesayError('NETWORK_REQUIRED', `the archive needs ${name} (option network, --network)`);
}
