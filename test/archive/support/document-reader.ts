/** Archives read by FORMAT.md alone: what a table lists is read by the table; the rest follows the text of sections 2 to 5. */
import { alphabetValues, readAlphabet } from '#dist/archive/alphabet.js';
import { checksum } from '#dist/archive/checksum.js';
import { ByteSource } from '#dist/bytes/byte-source.js';
import type { ModelSpec } from '#dist/model/model-spec.js';
import { DocumentSource, type Values } from './document-source.js';
import { readSpec, tableOf } from './format-tables.js';

export interface DocumentStream {
  readonly length: number;
  /** The splitters on the way to it, the outermost first. */
  readonly splitters: readonly string[];
  /** Undefined: the stream is stored or constant. */
  readonly model: { readonly spec: ModelSpec; readonly values: Uint8Array } | undefined;
  /** Its part of the payload. */
  readonly payload: Uint8Array;
}

export interface DocumentBlock {
  readonly fields: Values;
  /** One for a stored block. */
  readonly streams: readonly DocumentStream[];
}

export interface DocumentFrame {
  readonly fields: Values;
  readonly blocks: readonly DocumentBlock[];
}

type Draft = Omit<DocumentStream, 'payload'> & { readonly kept: number };

/** Reads an archive; throws where it is not what FORMAT.md says. */
export function readByDocument(archive: Uint8Array): DocumentFrame[] {
  const source = new DocumentSource(archive);
  const frames: DocumentFrame[] = [];
  while (source.at < archive.length) frames.push(readFrame(source));
  return frames;
}

function readFrame(source: DocumentSource): DocumentFrame {
  const start = source.at;
  const fields = source.fields(tableOf('Frame header'), unknownField);
  const flags = Number(fields.get('flags'));
  for (const [flag, meaning = ''] of tableOf('Frame header', 1)) {
    const name = /^(\w+) is present$/.exec(meaning)?.[1];
    const isSet = name !== undefined && (flags & Number.parseInt(flag ?? '', 16)) !== 0;
    if (name !== undefined && fields.has(name) !== isSet)
      throw new Error(`flag of ${name} is wrong`);
  }
  /** What the frame check covers: section 5. */
  const covered = [source.bytes.subarray(start, source.at)];
  const blocks: DocumentBlock[] = [];
  for (;;) {
    const tag = nextTag(source);
    if (tag.kind === 'end') source.byte();
    else {
      const first = source.at;
      const block = tag.kind === 'stored' ? readStored(source) : readModelled(source);
      blocks.push(block);
      const check = lowHalf(checksum(source.bytes.subarray(first, source.at - 4)));
      covered.push(block.fields.get('content checksum') as Uint8Array, check);
      if (!tag.last) same(block.fields.get('block check'), check, 'block check');
    }
    if (!tag.last) continue;
    const check = lowHalf(checksum(Buffer.concat(covered)));
    const stored = blocks.at(-1)?.fields.get('block check') ?? source.take(4);
    same(stored, check, 'frame check');
    return { fields, blocks };
  }
}

/** The table of section 2: what follows. */
function nextTag(source: DocumentSource): { kind: 'stored' | 'modelled' | 'end'; last: boolean } {
  const tag = source.bytes[source.at] ?? -1;
  const meaningOf = (value: number) => {
    const hex = value.toString(16).padStart(2, '0');
    return tableOf('Archive').find(([cell = '']) =>
      cell.match(/\b[0-9a-f]{2}\b/g)?.includes(hex),
    )?.[1];
  };
  const meaning = meaningOf(tag) ?? '';
  if (meaning.startsWith('the frame has no block')) return { kind: 'end', last: true };
  const last = meaning.startsWith('the same, and it is the [last]');
  const block = last ? (meaningOf(tag & 0x7f) ?? '') : meaning;
  const kind = /a \[(stored|modelled) block\]/.exec(block)?.[1] as
    | 'stored'
    | 'modelled'
    | undefined;
  if (!kind) throw new Error(`FORMAT.md has no tag ${tag}`);
  return { kind, last };
}

function readStored(source: DocumentSource): DocumentBlock {
  const fields = source.fields(tableOf('Stored block'), unknownField);
  const payload = fields.get('payload') as Uint8Array;
  return {
    fields,
    streams: [{ length: payload.length, splitters: [], model: undefined, payload }],
  };
}

function readModelled(source: DocumentSource): DocumentBlock {
  let drafts: Draft[] = [];
  const streams: DocumentStream[] = [];
  const fields = source.fields(tableOf('Modelled block'), (name, values) => {
    if (name === 'tree') drafts = readTree(source, Number(values.get('length')), []);
    else if (name === 'payload')
      for (const { kept, ...stream } of drafts)
        streams.push({ ...stream, payload: source.take(kept) });
    else unknownField(name);
    return undefined;
  });
  return { fields, streams };
}

/** The streams of a tree, by the tables of methods and of splitters. */
function readTree(source: DocumentSource, length: number, splitters: readonly string[]): Draft[] {
  const method = String(source.varint());
  const name = tableOf('Tree').find(([number]) => number === method)?.[1];
  const stream = { length, splitters, model: undefined };
  switch (name) {
    case 'stored':
      return [{ ...stream, kept: length }];
    case 'constant':
      source.byte();
      return [{ ...stream, kept: 0 }];
    case 'modelled':
      return [{ ...stream, ...readModel(source) }];
  }
  const splitter = tableOf('Splitters').find(([number]) => number === method)?.[1];
  if (!splitter) throw new Error(`FORMAT.md has no method ${method}`);
  return readParameters(source, splitter, length)
    .filter((part) => part > 0)
    .flatMap((part) => readTree(source, part, [...splitters, splitter]));
}

function readModel(source: DocumentSource): Pick<Draft, 'kept' | 'model'> {
  const kept = source.varint();
  const spec = readSpec(source);
  const alphabet = new ByteSource(source.bytes.subarray(source.at));
  const values = Uint8Array.from(alphabetValues(readAlphabet(alphabet)));
  source.take(alphabet.position);
  return { kept, model: { spec, values } };
}

/** Reads the parameters of a split of `length` bytes; the lengths of its parts. */
function readParameters(source: DocumentSource, splitter: string, length: number): number[] {
  switch (splitter) {
    case 'segments': {
      const lengths: number[] = [];
      let stream = 0;
      let rest = length;
      const add = (part: number) => {
        lengths[stream] = (lengths[stream] ?? 0) + part;
        rest -= part;
      };
      for (let borders = source.varint(); borders > 0; borders--) {
        add(source.varint());
        stream = source.varint();
      }
      add(rest);
      return lengths;
    }
    case 'line-ends':
      return [length - source.varint()];
    case 'image': {
      const [header, row, padding] = [source.varint(), source.varint(), source.varint()];
      const rows = padding > 0 ? source.varint() : 1;
      return [header, rows * row, rows * padding, length - header - rows * (row + padding)];
    }
    case 'fasta':
      for (let i = 0; i < 3; i++) source.varint();
      return Array.from({ length: 5 }, () => source.varint());
    case 'fastq': {
      for (let i = 0; i < 4; i++) source.varint();
      const fixed = Array.from({ length: 5 }, () => source.varint());
      const columns = Array.from({ length: source.varint() }, () =>
        Math.floor(source.varint() / 4),
      );
      return [...fixed.slice(0, 4), ...columns, ...fixed.slice(4)];
    }
    case 'columns':
      source.varint();
      return [length];
    case 'recurrence':
      return readRecurrence(source, length);
    default:
      return [length];
  }
}

/** Reads the parameters of the splitter `recurrence`; the lengths of its parts. */
function readRecurrence(source: DocumentSource, length: number): number[] {
  const layout = source.varint();
  if (layout === 0) for (let i = 0; i < 2; i++) source.varint();
  source.varint();
  const width = [1, 1, 1, 1, 2, 2, 4, 4, 8, 8][layout] as number;
  const units = source.varint();
  const rule = source.varint();
  let order = rule === 2 ? 624 : 0;
  if (rule === 0) {
    source.varint();
    for (let lags = source.varint(); lags > 0; lags--) order += source.varint();
  } else if (rule === 1) {
    for (let terms = source.varint(); terms > 0; terms--) {
      order += source.varint();
      for (let i = 0; i < 2; i++) source.varint();
    }
    for (let i = 0; i < 2; i++) source.varint();
  } else if (rule === 3) for (let i = 0; i < 8; i++) source.varint();
  const state = layout < 3 ? Math.ceil(order / 8) : order * width;
  const rest = layout === 0 ? units - order : units * width - state;
  return [length - units * width, state, rest];
}

function unknownField(name: string): undefined {
  throw new Error(`FORMAT.md does not say how to read the ${name}`);
}

/** The low 32 bits, lowest byte first. */
function lowHalf(sum: bigint): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, Number(sum & 0xffffffffn), true);
  return bytes;
}

function same(value: unknown, expected: Uint8Array, name: string): void {
  if (!(value instanceof Uint8Array) || Buffer.compare(value, expected) !== 0)
    throw new Error(`the ${name} does not match`);
}
