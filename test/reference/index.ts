/** The reference codec: a second decoder, in scalar TypeScript, written from FORMAT.md and NUMERICS.md. */
export { decodeArchive } from './archive.js';
export { decodeBlock } from './block.js';
export { memberHashes } from './known-answers.js';
export { decodeMixedBlock } from './mixed-block.js';
export { primingOf } from './priming.js';
export { decodeSymbolBlock } from './symbol-block.js';
