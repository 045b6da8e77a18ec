/** FORMAT.md: archives, decoded. Headers are read by the archive reader; all that is computed is computed here. */
import { alphabetValues, union } from '#dist/archive/alphabet.js';
import { ArchiveReader } from '#dist/archive/archive-reader.js';
import type { ModelledHeader } from '#dist/archive/block-header.js';
import type { ModelledStream, Stream } from '#dist/archive/stream-header.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { mixes } from '#dist/model/model-spec.js';
import { decodeBlock } from './block.js';
import { decodeMixedBlock } from './mixed-block.js';
import { primingOf } from './priming.js';
import { UNDO } from './transforms.js';

await loadChecksum();

const NOTHING: Uint8Array = new Uint8Array(0);

/** What an archive decodes to. `dictionary`: that of the frames that name one. */
export function decodeArchive(archive: Uint8Array, dictionary = NOTHING): Uint8Array {
  const parts: Uint8Array[] = [];
  let used = NOTHING;
  for (const event of new ArchiveReader().read(archive)) {
    if (event.type === 'frameStart')
      used = event.header.dictionary === undefined ? NOTHING : dictionary;
    if (event.type !== 'block') continue;
    const { header, payload } = event;
    parts.push(header.kind === 'stored' ? payload : assembled(header, payload, used));
  }
  return Buffer.concat(parts);
}

/** The bytes of a block, from its streams. */
function assembled(
  { length, segments, streams }: ModelledHeader,
  payload: Uint8Array,
  dictionary: Uint8Array,
): Uint8Array {
  let read = 0;
  const decoded = streams.map((stream) => {
    const kept = stream.kind === 'stored' ? stream.length : stream.codedLength;
    read += kept;
    return decodeStream(stream, payload.subarray(read - kept, read), dictionary);
  });
  const block = new Uint8Array(length);
  const taken = decoded.map(() => 0);
  let at = 0;
  for (const { stream, length: part } of segments) {
    const from = taken[stream] as number;
    block.set((decoded[stream] as Uint8Array).subarray(from, from + part), at);
    taken[stream] = from + part;
    at += part;
  }
  return block;
}

function decodeStream(stream: Stream, kept: Uint8Array, dictionary: Uint8Array): Uint8Array {
  if (stream.kind === 'stored') return kept;
  const symbols = symbolsOf(stream, kept, dictionary);
  return stream.transforms.reduceRight((bytes, { name }) => UNDO[name](bytes), symbols);
}

/** The symbols of a stream: what its model coded. */
function symbolsOf(stream: ModelledStream, kept: Uint8Array, dictionary: Uint8Array): Uint8Array {
  const { spec, transforms, alphabet } = stream;
  const length = transforms.at(-1)?.length ?? stream.length;
  const [value, other] = alphabetValues(alphabet);
  if (value !== undefined && other === undefined) return new Uint8Array(length).fill(value);
  const priming = primingOf(spec, dictionary);
  const values = Uint8Array.from(alphabetValues(union(alphabet, priming.alphabet)));
  return mixes(spec)
    ? decodeMixedBlock(kept, length, values, spec, priming)
    : decodeBlock(kept, length, values, spec, priming.bytes);
}
