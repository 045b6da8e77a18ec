/** TensorBoard event files: scalars by tag and step, as TensorBoard and other readers of TFRecord files show them. */
import { appendFileSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { maskedCrc32c } from './crc32c.js';
import { Message } from './message.js';

/** Field numbers of TensorFlow's messages Event, Summary and Summary.Value. */
const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5 } as const;
const SUMMARY = { value: 1 } as const;
const VALUE = { tag: 1, simpleValue: 2 } as const;

/** What readers expect in the first record. */
const FILE_VERSION = 'brain.Event:2';

export interface EventWriterOptions {
  /** The end of the file's name. Default: `foresay`. */
  readonly name?: string;
  /** Seconds since 1970 of the first record, part of the file's name. Default: now. */
  readonly wallTime?: number;
}

/**
 * Writes an event file. Each scalar is in the file when scalar() returns, so a killed process loses none. A resumed run makes
 * a file of its own in the same folder; readers join the files of a folder in the order of their times.
 */
export class EventWriter {
  readonly path: string;
  readonly #file: number;

  /**
   * @param folder Made if it does not exist.
   *
   * Throws the system's error where the file cannot be written. A file of the same second and name is continued.
   */
  constructor(folder: string, { name = 'foresay', wallTime = now() }: EventWriterOptions = {}) {
    mkdirSync(folder, { recursive: true });
    const seconds = String(Math.floor(wallTime)).padStart(10, '0');
    this.path = join(folder, `events.out.tfevents.${seconds}.${name}`);
    this.#file = openSync(this.path, 'a');
    this.#write(event(wallTime, 0).text(EVENT.fileVersion, FILE_VERSION));
  }

  /**
   * Appends a value.
   *
   * @param tag Such as `train/bits`; a reader draws one line a tag.
   * @param step 0 to 2^53 - 1.
   * @param value Stored as a 32-bit float.
   * @param wallTime Seconds since 1970. Default: now.
   */
  scalar(tag: string, step: number, value: number, wallTime: number = now()): void {
    const scalar = new Message().text(VALUE.tag, tag).float(VALUE.simpleValue, value);
    const summary = new Message().message(SUMMARY.value, scalar);
    this.#write(event(wallTime, step).message(EVENT.summary, summary));
  }

  /** Nothing may be written afterwards. */
  close(): void {
    closeSync(this.#file);
  }

  #write(message: Message): void {
    appendFileSync(this.#file, record(message.finish()));
  }
}

function event(wallTime: number, step: number): Message {
  const message = new Message().double(EVENT.wallTime, wallTime);
  // Proto3 leaves a field out that is 0.
  return step === 0 ? message : message.integer(EVENT.step, step);
}

/** A TFRecord: the length, its checksum, the data, its checksum; all little-endian. */
function record(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedCrc32c(bytes.subarray(0, 8)), true);
  bytes.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc32c(data), true);
  return bytes;
}

function now(): number {
  return Date.now() / 1000;
}
