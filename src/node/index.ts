/** Entry of the package in Node, Deno and Bun. */
import { usePlatform } from '../workers/platform.js';
import { nodePlatform } from './platform.js';

usePlatform(nodePlatform);

export * from '../index.js';
export { createCompress, createDecompress } from './streams.js';
