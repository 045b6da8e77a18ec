/**
 * The reference codec (test/reference), loaded by Node itself: through the test runner's modules its arithmetic would
 * take six times as long.
 */
import { tsImport } from 'tsx/esm/api';

const loaded: typeof import('../reference/index.js') = await tsImport(
  '../reference/index.ts',
  import.meta.url,
);

export const {
  decodeArchive,
  decodeBlock,
  decodeMixedBlock,
  decodeSymbolBlock,
  memberHashes,
  primingOf,
} = loaded;
