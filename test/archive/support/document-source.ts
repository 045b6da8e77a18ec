/** Bytes read by the tables of FORMAT.md that list the fields of a header: size, name, meaning. */
import type { Row } from './format-tables.js';

export type Value = number | Uint8Array;

/** Fields by name. */
export type Values = Map<string, Value>;

export class DocumentSource {
  at = 0;

  constructor(readonly bytes: Uint8Array) {}

  take(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) throw new Error('the archive is shorter than that');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  byte(): number {
    return this.take(1)[0] as number;
  }

  /** FORMAT.md, "Varints". */
  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  /**
   * Reads the fields of a table in order. `others` reads a field of no stated size, by its name. A row that says "if flag
   * N" is there if the flag is set; a row that begins with bytes in backticks must have one of them.
   */
  fields(
    table: readonly Row[],
    others: (name: string, values: Values) => Value | undefined,
  ): Values {
    const values: Values = new Map();
    for (const [size = '', name = '', about = ''] of table) {
      const flag = /^if flag (\d+)/.exec(about)?.[1];
      if (flag !== undefined && (Number(values.get('flags')) & Number(flag)) === 0) continue;
      const start = this.at;
      const value = this.value(size, values) ?? others(name, values);
      if (value !== undefined) values.set(name, value);
      const literals = /^(?:`[0-9a-f ]+`(?: or )?)+/.exec(about)?.[0].match(/[0-9a-f ]{2,}/g);
      const hex = Buffer.from(this.bytes.subarray(start, this.at)).toString('hex');
      if (literals && !literals.some((one) => one.replaceAll(' ', '') === hex))
        throw new Error(`${name} is ${hex}, not ${literals.join(' or ')}`);
    }
    return values;
  }

  private value(size: string, values: Values): Value | undefined {
    if (size === '1') return this.byte();
    if (/^\d+$/.test(size)) return this.take(Number(size));
    if (size === 'varint') return this.varint();
    if (size === 'varint, n') return this.take(this.varint());
    return size === 'length' ? this.take(Number(values.get('length'))) : undefined;
  }
}
