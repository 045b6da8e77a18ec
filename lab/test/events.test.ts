/** Event files: known bytes, and what an independent library for Protocol Buffers reads. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { afterAll, describe, expect, it } from 'vitest';
import { crc32c, maskedCrc32c } from '../src/events/crc32c.js';
import { EventWriter } from '../src/events/event-writer.js';

const folder = mkdtempSync(join(tmpdir(), 'foresay-events-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The fields of TensorFlow's messages that scalars use, as event.proto and summary.proto number them. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Event {
    double wall_time = 1;
    int64 step = 2;
    oneof what { string file_version = 3; Summary summary = 5; }
  }
  message Summary {
    message Value { string tag = 1; oneof value { float simple_value = 2; } }
    repeated Value value = 1;
  }
`);
const Event = root.lookupType('Event');

/** The data of the records of a file, whose lengths and checksums are checked. */
function recordsOf(bytes: Buffer): Buffer[] {
  const records: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(bytes.readBigUInt64LE(at));
    expect(bytes.readUInt32LE(at + 8)).toBe(maskedCrc32c(bytes.subarray(at, at + 8)));
    const data = bytes.subarray(at + 12, at + 12 + length);
    expect(data.length).toBe(length);
    expect(bytes.readUInt32LE(at + 12 + length)).toBe(maskedCrc32c(data));
    records.push(data);
    at += length + 16;
  }
  return records;
}

function eventsOf(path: string): Record<string, unknown>[] {
  return recordsOf(readFileSync(path)).map((data) => {
    expect(Event.verify(Event.decode(data))).toBeNull();
    return Event.toObject(Event.decode(data), { longs: Number });
  });
}

describe('the checksum', () => {
  it.each([
    // RFC 3720, B.4.
    ['32 zeros', new Uint8Array(32), 0x8a9136aa],
    ['32 ones', new Uint8Array(32).fill(255), 0x62a8ab43],
    ['0 to 31', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
    ['the digits', new TextEncoder().encode('123456789'), 0xe3069283],
  ])('of %s', (_, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });
});

describe('an event file', () => {
  it('has the bytes of the writer in the tensorboard package', () => {
    const writer = new EventWriter(folder, { name: 'golden', wallTime: 1500000000.5 });
    writer.scalar('bits', 300, 0.75, 1500000001.25);
    writer.close();
    expect(readdirSync(folder)).toEqual(['events.out.tfevents.1500000000.golden']);
    // Written by RecordWriter of tensorboard 2.21 (Python) from the same two messages.
    expect(readFileSync(writer.path).toString('hex')).toBe(
      '1800000000000000a37f4b22' +
        '09000020c00b5ad6411a0d627261696e2e4576656e743a320be205f7' +
        '1b000000000000001a0d9e13' +
        '09000050c00b5ad64110ac022a0d0a0b0a0462697473150000403fce542018',
    );
  });

  it('is read by protobufjs as it was written', () => {
    const writer = new EventWriter(join(folder, 'deep/er'), { name: 'x', wallTime: 12 });
    const scalars = [
      { tag: 'train/bits', step: 0, value: 0 },
      { tag: 'train/bits', step: 127, value: -1.5 },
      { tag: 'Validierung, größer', step: 128, value: 2 ** -140 },
      { tag: 't'.repeat(200), step: 2 ** 32 + 5, value: Number.POSITIVE_INFINITY },
      { tag: 'x', step: 2 ** 53 - 1, value: Number.NaN },
    ];
    for (const [i, { tag, step, value }] of scalars.entries())
      writer.scalar(tag, step, value, 100 + i / 4);
    writer.close();
    const [head, ...events] = eventsOf(writer.path);
    expect(head).toEqual({ wallTime: 12, fileVersion: 'brain.Event:2' });
    expect(events).toEqual(
      scalars.map(({ tag, step, value }, i) => ({
        wallTime: 100 + i / 4,
        ...(step > 0 && { step }),
        summary: { value: [{ tag, simpleValue: value }] },
      })),
    );
  });

  it('is whole after each scalar, and continued in the same second', () => {
    const at = { name: 'twice', wallTime: 7 };
    const first = new EventWriter(folder, at);
    first.scalar('a', 1, 1, 8);
    expect(eventsOf(first.path)).toHaveLength(2);
    first.close();
    const second = new EventWriter(folder, at);
    second.scalar('a', 2, 1, 9);
    second.close();
    expect(second.path).toBe(first.path);
    expect(eventsOf(first.path).map(({ step = 0 }) => step)).toEqual([0, 1, 0, 2]);
  });
});
