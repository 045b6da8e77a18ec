/** FORMAT.md: archives, decoded. Headers are read by the archive reader; all that is computed is computed here. */
import { alphabetValues, union } from '#dist/archive/alphabet.js';
import { ArchiveReader } from '#dist/archive/archive-reader.js';
import { keptLength, type ModelledStream, type Tree } from '#dist/archive/tree.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { mixes, mixesSymbols } from '#dist/model/model-spec.js';
import { SPLITTERS } from '#dist/split/registry.js';
import { decodeBlock } from './block.js';
import type { NetworkWeights } from './first-weights.js';
import { decodeMixedBlock } from './mixed-block.js';
import { readNetworkFile } from './network-file.js';
import { primingOf } from './priming.js';
import { JOIN } from './splitters.js';
import { decodeSymbolBlock } from './symbol-block.js';

await loadChecksum();

const NOTHING: Uint8Array = new Uint8Array(0);

/** What the models of a frame begin with. */
interface Beginning {
  readonly dictionary: Uint8Array;
  readonly network: NetworkWeights | undefined;
}

/** What an archive decodes to. `dictionary` and `network` (a file): those of the frames that name one. */
export function decodeArchive(
  archive: Uint8Array,
  dictionary = NOTHING,
  network = NOTHING,
): Uint8Array {
  const parts: Uint8Array[] = [];
  let used: Beginning = { dictionary: NOTHING, network: undefined };
  for (const event of new ArchiveReader().read(archive)) {
    if (event.type === 'frameStart') {
      const { header } = event;
      const file = header.networkHash === undefined ? header.network : network;
      used = {
        dictionary: header.dictionary === undefined ? NOTHING : dictionary,
        network: file && readNetworkFile(file),
      };
    }
    if (event.type !== 'block') continue;
    const { header, payload } = event;
    parts.push(header.kind === 'stored' ? payload : decodeTree(header.tree, payload, used));
  }
  return Buffer.concat(parts);
}

/** The bytes of a tree, from its part of the payload. */
function decodeTree(tree: Tree, kept: Uint8Array, beginning: Beginning): Uint8Array {
  switch (tree.kind) {
    case 'stored':
      return kept;
    case 'constant':
      return new Uint8Array(tree.length).fill(tree.value);
    case 'modelled':
      return decodeStream(tree, kept, beginning);
    case 'split': {
      let read = 0;
      const streams = tree.parts.map((part) => {
        const start = read;
        read += keptLength(part);
        return decodeTree(part, kept.subarray(start, read), beginning);
      });
      const lengths = SPLITTERS[tree.splitter].lengths(tree.parameters, tree.length) ?? [];
      const all = lengths.map((length) => (length === 0 ? NOTHING : (streams.shift() ?? NOTHING)));
      return (JOIN[tree.splitter] as NonNullable<(typeof JOIN)[string]>)(
        tree.parameters,
        all,
        tree.length,
      );
    }
  }
}

/** The bytes that a model coded. */
function decodeStream(
  stream: ModelledStream,
  kept: Uint8Array,
  { dictionary, network }: Beginning,
): Uint8Array {
  const { spec, length, alphabet } = stream;
  const file = spec.weights === 'trained' ? network : undefined;
  const priming = primingOf(spec, dictionary);
  const values = Uint8Array.from(alphabetValues(union(alphabet, priming.alphabet)));
  if (mixes(spec)) return decodeMixedBlock(kept, length, values, spec, priming, file);
  const decode = mixesSymbols(spec) ? decodeSymbolBlock : decodeBlock;
  return decode(kept, length, values, spec, priming.bytes, file);
}
