/** brotli as Node has it, with its strongest settings. */
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import type { Baseline } from './baseline.js';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** log2 of the largest window that every decoder has. */
const WINDOW = 24;

export const BROTLI: Baseline = {
  name: 'brotli -q 11',
  available: () => true,
  compress: ({ bytes }) =>
    compress(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: WINDOW,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  decompress: (archive) => decompress(archive),
};
