/** The identity of this build of foresay. */

import { CODEC_IDENTITY } from '../codec/codec.generated.js';
import { VERSION } from '../version.js';

/**
 * Package, version and hash of the codec. A worker sends it in its first message. Nothing is sent to a worker with
 * another identity: its messages may differ, or its file may belong to another program.
 */
export const IDENTITY: string = `foresay ${VERSION} ${CODEC_IDENTITY}`;
