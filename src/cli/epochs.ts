/** Compresses in two passes (--epochs): trains a network on the file, and codes the file with it if that is smaller. */
import {
  type BlockInfo,
  type CompressOptions,
  compress,
  ForesayError,
  type Progress,
} from '../node/index.js';

/** A result and the blocks that it consists of. */
interface Candidate {
  readonly archive: Uint8Array;
  readonly blocks: readonly BlockInfo[];
}

/**
 * The smaller of two archives: that of the options, and the same with a network that was trained on the bytes. Without
 * `level` and `model` the network is then the model. All bytes are held in memory. The options' onBlock is called with the
 * blocks of the smaller archive.
 * @param epochs Passes of the training.
 * @param onFailure Called where the network fails, by its memory or because it diverges: the result is then the first archive.
 */
export async function* compressTrained(
  chunks: AsyncIterable<Uint8Array>,
  options: CompressOptions,
  epochs: number,
  onFailure: (message: string) => void,
): AsyncGenerator<Uint8Array> {
  const bytes = await collected(chunks, options.memory);
  const single = await candidate(bytes, options);
  const double = await withNetwork(bytes, options, epochs).catch((error: unknown) => {
    if (!(error instanceof ForesayError) || !FAILURES.has(error.code)) throw error;
    onFailure(`coded in one pass, as the network failed: ${error.message}`);
    return undefined;
  });
  const smaller = double && double.archive.length < single.archive.length ? double : single;
  for (const block of smaller.blocks) options.onBlock?.(block);
  yield smaller.archive;
}

/** Failures that are of the network, and leave the archive of one pass. */
const FAILURES: ReadonlySet<string> = new Set(['COST_LIMIT', 'DIVERGED', 'MEMORY_LIMIT']);

/** The archive with the network; undefined where none is trained. */
async function withNetwork(
  bytes: Uint8Array,
  options: CompressOptions,
  epochs: number,
): Promise<Candidate | undefined> {
  const network = await trained(bytes, options, epochs);
  return network && candidate(bytes, { ...options, network });
}

async function candidate(bytes: Uint8Array, options: CompressOptions): Promise<Candidate> {
  const blocks: BlockInfo[] = [];
  const archive = await compress(bytes, { ...options, onBlock: (block) => blocks.push(block) });
  return { archive, blocks };
}

/** The network file; undefined where the bytes are too few for a network, or all the same. */
async function trained(
  bytes: Uint8Array,
  { model, threads, memory, onProgress }: CompressOptions,
  epochs: number,
): Promise<Uint8Array | undefined> {
  // Loaded only here: the training module is as large as the command.
  const { canTrain, TRAINING_FIELDS, trainNetwork } = await import('../node/train.js');
  if (!canTrain(bytes)) return undefined;
  return trainNetwork(bytes, {
    epochs,
    model,
    threads: Math.min(threads || 1, TRAINING_FIELDS.threads.max),
    memory,
    onProgress: ({ epoch, bytes, total }) => {
      const learning = { what: `a network, pass ${epoch} of ${epochs}`, bytes, total };
      onProgress?.({ bytesIn: 0, bytesOut: 0, learning } satisfies Progress);
    },
  });
}

/** A copy of all bytes, up to `memory` of them: the chunks' buffers are released. */
async function collected(
  chunks: AsyncIterable<Uint8Array>,
  memory = Number.POSITIVE_INFINITY,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(new Uint8Array(chunk));
    length += chunk.length;
    if (length > memory)
      throw new ForesayError(
        'MEMORY_LIMIT',
        '--epochs holds the file in memory, and it is larger than the limit',
      );
    if (length > MAX_BYTES)
      throw new ForesayError(
        'INVALID_OPTION',
        `--epochs takes files of up to ${MAX_BYTES / 2 ** 20} MiB, which it holds in memory`,
      );
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The length of the largest block. */
const MAX_BYTES = 2 ** 28;
