/** One mutant through the library, in this process. */
import * as foresay from '#dist/node/index.js';
import { Random } from '../support/random.js';
import { DICTIONARY, NETWORK } from './seeds.js';

/** What decoding ended with: bytes, an error's code, or something that must not happen. */
export type Outcome =
  | { readonly bytes: Uint8Array }
  | { readonly code: string }
  | { readonly fault: string };

const HANG_SECONDS = 120;

async function settle(work: () => Promise<Uint8Array>): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const hang = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ fault: 'a hang' }), HANG_SECONDS * 1000);
  });
  const ended = work().then(
    (bytes): Outcome => ({ bytes }),
    (error: unknown): Outcome =>
      error instanceof foresay.ForesayError
        ? { code: error.code }
        : { fault: `an error without a code: ${error}` },
  );
  try {
    return await Promise.race([ended, hang]);
  } finally {
    clearTimeout(timer);
  }
}

/** At once, with the dictionary and the network that some seeds need. */
export function decompress(bytes: Uint8Array, memory: number, threads = 0): Promise<Outcome> {
  const options = { threads, memory, dictionary: DICTIONARY, network: NETWORK };
  return settle(() => foresay.decompress(bytes, options));
}

/** In pieces of any size. */
export function decompressStream(
  bytes: Uint8Array,
  memory: number,
  salt: number,
): Promise<Outcome> {
  const random = new Random(salt);
  return settle(async () => {
    const { readable, writable } = new foresay.DecompressStream({
      threads: 0,
      memory,
      dictionary: DICTIONARY,
      network: NETWORK,
    });
    const writer = writable.getWriter();
    const written = (async () => {
      for (let at = 0; at < bytes.length; ) {
        const end = Math.min(bytes.length, at + 1 + random.below(200));
        await writer.write(bytes.slice(at, end));
        at = end;
      }
      await writer.close();
    })();
    // The reading side tells the same error.
    written.catch(() => {});
    const parts: Uint8Array[] = [];
    const reader = readable.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read())
      parts.push(next.value);
    return Buffer.concat(parts);
  });
}
