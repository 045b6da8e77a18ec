/**
 * Reads in FASTQ: identifiers as columns, bases, and qualities with their line ends, which tell the lengths of the reads.
 */

import { newBytes } from '../bytes/new-bytes.js';
import { copyBytes, STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import { FastqJoiner } from './fastq-joiner.js';
import { type FastqLayout, layoutOf, parametersOf, STREAM } from './fastq-layout.js';
import { type FastqForm, type FastqRecord, firstRecord, recordAt } from './fastq-record.js';
import {
  COLUMN,
  countColumns,
  IdentifierSurvey,
  IdentifierWriter,
  MAX_COLUMNS,
} from './identifiers.js';
import { baseTable, RunWriter } from './letters.js';
import { spreadPlaces } from './places.js';
import type { Parts, Splitter } from './splitter.js';

const LF = 10;
const N = 0x4e;
const T = 0x54;
const U = 0x55;

/** Fewer bases are not worth streams of their own. */
const LEAST_BASES = 512;

/** What is counted before records are taken apart. */
interface Survey {
  readonly form: FastqForm;
  /** Where the records begin and end. */
  readonly start: number;
  readonly end: number;
  readonly records: number;
  readonly rna: boolean;
  /** The quality of most N, if most bases of that quality are N; else 0. */
  readonly unknown: number;
  readonly letters: number;
  readonly types: readonly number[];
}

/** Calls `take` for each record from `start` on; the end of the last. */
function* eachRecord(
  bytes: Uint8Array,
  start: number,
  form: FastqForm,
  take: (record: FastqRecord) => void,
): Stepwise<number> {
  let worked = 0;
  let at = start;
  for (let record = recordAt(bytes, at, form); record; record = recordAt(bytes, at, form)) {
    take(record);
    worked += record.next - at;
    at = record.next;
    if (worked < STEP_BYTES / 4) continue;
    worked = 0;
    yield;
  }
  return at;
}

function* surveyed(bytes: Uint8Array): Stepwise<Survey | undefined> {
  const first = firstRecord(bytes);
  if (!first) return undefined;
  const { form, start } = first;
  const one = recordAt(bytes, start, form) as FastqRecord;
  const identifiers = new IdentifierSurvey(
    bytes,
    countColumns(bytes, one.start, one.identifierEnd),
  );
  /** By quality: how many N and how many other letters. */
  const unknown = new Uint32Array(256);
  const known = new Uint32Array(256);
  const counts = new Uint32Array(256);
  let records = 0;
  let letters = 0;
  const end = yield* eachRecord(bytes, start, form, (record) => {
    identifiers.take(record.start, record.identifierEnd);
    for (let i = 0; i < record.length; i++) {
      const letter = bytes[record.bases + i] as number;
      const quality = bytes[record.qualities + i] as number;
      const of = letter === N ? unknown : known;
      of[quality] = (of[quality] as number) + 1;
      counts[letter] = (counts[letter] as number) + 1;
    }
    records++;
    letters += record.length;
  });
  if (letters < LEAST_BASES || 2 * (end - start) < bytes.length) return undefined;
  const quality = unknown.indexOf(Math.max(...unknown));
  const isRule = (unknown[quality] as number) > (known[quality] as number);
  return {
    form,
    start,
    end,
    records,
    rna: (counts[U] as number) > (counts[T] as number),
    unknown: isRule ? quality : 0,
    letters,
    types: identifiers.types,
  };
}

function* split(bytes: Uint8Array<ArrayBuffer>): Stepwise<Parts | undefined> {
  const survey = yield* surveyed(bytes);
  if (!survey) return undefined;
  const { form, start, end, records, rna, unknown, letters, types } = survey;
  const table = baseTable(rna);
  const runs = new RunWriter();
  const identifiers = new IdentifierWriter(bytes, types);
  // Exact lengths come from a pass of their own, so that no stream is copied.
  const bases = newBytes(letters);
  const qualities = newBytes(letters + records);
  let filled = 0;
  let lines = 0;
  let first: FastqRecord | undefined;
  yield* eachRecord(bytes, start, form, (record) => {
    first ??= record;
    identifiers.take(record.start, record.identifierEnd);
    for (let i = 0; i < record.length; i++) {
      const letter = bytes[record.bases + i] as number;
      const quality = bytes[record.qualities + i] as number;
      qualities[lines++] = quality;
      const base = letter < 0x60 ? (table[letter] as number) : 0;
      if (quality === unknown ? letter === N : base > 0) runs.skip();
      else runs.put(letter);
      if (quality !== unknown && base > 0) bases[filled++] = base;
    }
    if (record.next > record.qualities + record.length) qualities[lines++] = LF;
  });
  if (!first || 8 * runs.length > filled) return undefined;
  const outside = newBytes(first.identifierEnd - first.start + start);
  outside.set(bytes.subarray(first.start, first.identifierEnd));
  yield* copyBytes(outside, bytes.subarray(0, start), outside.length - start);
  const tail = newBytes(bytes.length - end);
  yield* copyBytes(tail, bytes.subarray(end));
  const columns = identifiers.streams();
  const streams = [
    outside,
    runs.take(),
    bases.slice(0, filled),
    qualities.slice(0, lines),
    ...columns,
    tail,
  ];
  const layout: FastqLayout = {
    ...form,
    rna,
    lead: start,
    records,
    unknown,
    types,
    lengths: streams.map(({ length }) => length),
  };
  const parameters = parametersOf(layout);
  if (!layoutOf(parameters, bytes.length)) return undefined;
  const kindOf = (stream: number) => {
    if (stream === STREAM.outside) return 'structured';
    if (stream === STREAM.bases) return 'dna';
    if (stream === STREAM.qualities) return 'qualities';
    if (stream === streams.length - 1) return 'unknown';
    return types[stream - STREAM.columns] === COLUMN.text ? 'structured' : 'binary';
  };
  return {
    parameters,
    parts: streams.map((stream, i) => ({ bytes: stream, kind: kindOf(i), splitters: [] })),
  };
}

export const fastq: Splitter = {
  id: 12,

  split,

  read(source) {
    const names = ['flags', 'bytes before the first record', 'number of records', 'quality of N'];
    const streams = ['outside', 'other letters', 'bases', 'qualities', 'the end'];
    const parameters = [...names, ...streams.map((name) => `length of ${name}`)].map((what) =>
      source.varint(what),
    );
    const columns = source.varint('number of columns', MAX_COLUMNS);
    parameters.push(columns);
    source.need(columns);
    for (let i = 0; i < columns; i++) parameters.push(source.varint('form of a column'));
    return parameters;
  },

  lengths(parameters, length) {
    return layoutOf(parameters, length)?.lengths.slice();
  },

  *join(parameters, streams, length) {
    const layout = layoutOf(parameters, length);
    return layout && (yield* new FastqJoiner(layout, streams, length).join());
  },

  *places(parameters, whole) {
    const layout = layoutOf(parameters, whole.length);
    const last = (layout?.lengths.length ?? 0) - 1;
    const isMoved = (stream: number) =>
      stream === STREAM.outside ||
      stream === STREAM.bases ||
      stream === STREAM.qualities ||
      stream === last;
    const parts = yield* split(Uint8Array.from(whole));
    return yield* spreadPlaces(whole, parts, isMoved, function* (streams, note) {
      if (layout) yield* new FastqJoiner(layout, streams, whole.length, note).join();
    });
  },
};
