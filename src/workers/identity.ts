/** What this build of foresay is. */

import { CODEC_IDENTITY } from '../codec/codec.generated.js';
import { VERSION } from '../version.js';

/**
 * Package, version and codec in one line. A worker says it before it is given anything: another version might
 * understand the messages otherwise, and a file of another program does not say it at all.
 */
export const IDENTITY: string = `foresay ${VERSION} ${CODEC_IDENTITY}`;
