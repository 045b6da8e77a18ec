/** FORMAT.md: archives, decoded. Headers are read by the archive reader; all that is computed is computed here. */
import { alphabetValues, union } from '#dist/archive/alphabet.js';
import { ArchiveReader } from '#dist/archive/archive-reader.js';
import type { ModelledHeader } from '#dist/archive/block-header.js';
import type { ModelledStream, Stream } from '#dist/archive/stream-header.js';
import { mixes } from '#dist/model/model-spec.js';
import { decodeBlock } from './block.js';
import { decodeMixedBlock } from './mixed-block.js';
import { primingOf } from './priming.js';
import { UNDO } from './transforms.js';

/** What an archive decodes to. Dictionaries are not supported. loadChecksum() must have resolved. */
export function decodeArchive(archive: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const event of new ArchiveReader().read(archive))
    if (event.type === 'block')
      parts.push(
        event.header.kind === 'stored' ? event.payload : assembled(event.header, event.payload),
      );
  return Buffer.concat(parts);
}

/** The bytes of a block, from its streams. */
function assembled({ length, segments, streams }: ModelledHeader, payload: Uint8Array): Uint8Array {
  let read = 0;
  const decoded = streams.map((stream) => {
    const kept = stream.kind === 'stored' ? stream.length : stream.codedLength;
    read += kept;
    return decodeStream(stream, payload.subarray(read - kept, read));
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

function decodeStream(stream: Stream, kept: Uint8Array): Uint8Array {
  if (stream.kind === 'stored') return kept;
  const { transforms } = stream;
  return transforms.reduceRight((bytes, { name }) => UNDO[name](bytes), symbolsOf(stream, kept));
}

/** The symbols of a stream: what its model coded. */
function symbolsOf(stream: ModelledStream, kept: Uint8Array): Uint8Array {
  const { spec, transforms, alphabet } = stream;
  const length = transforms.at(-1)?.length ?? stream.length;
  const [value, other] = alphabetValues(alphabet);
  if (value !== undefined && other === undefined) return new Uint8Array(length).fill(value);
  const priming = primingOf(spec);
  const values = Uint8Array.from(alphabetValues(union(alphabet, priming.alphabet)));
  return mixes(spec)
    ? decodeMixedBlock(kept, length, values, spec, priming)
    : decodeBlock(kept, length, values, spec, priming.bytes);
}
