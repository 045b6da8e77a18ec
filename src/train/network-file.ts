/** Network files in the public API: as in src/network, but they load the codec themselves. */
import { loadChecksum } from '../codec/idle-codec.js';
import type { Network } from '../network/network.js';
import * as file from '../network/network-file.js';
import { checkSavable, settingsOf, type TrainerOptions } from './options.js';

/**
 * A network as the bytes of a network file (FORMAT.md, "Network file"). Rejects with INVALID_OPTION for a network or
 * options out of range, ENGINE or MEMORY_LIMIT.
 */
export async function encodeNetwork(
  network: Network,
  options: file.EncodeNetworkOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  await loadChecksum();
  return file.encodeNetwork(network, options);
}

/**
 * The network of a file. Rejects with CORRUPT for bytes that are no network file or a damaged one, TRUNCATED,
 * UNSUPPORTED_VERSION, ENGINE or MEMORY_LIMIT.
 */
export async function decodeNetwork(bytes: Uint8Array): Promise<file.DecodedNetwork> {
  await loadChecksum();
  return file.decodeNetwork(bytes);
}

/** Throws INVALID_OPTION unless a network file can hold the network of a trainer with these options. */
export function checkNetworkOptions(options: TrainerOptions): void {
  checkSavable(settingsOf(options));
}
