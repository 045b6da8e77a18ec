/** An encoder of Protocol Buffers messages: the field types that event files use. */

/** Wire types of the Protocol Buffers encoding. */
const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** A message under construction. Fields are written in the order of the calls. */
export class Message {
  readonly #bytes: number[] = [];

  /** @param value 0 to 2^53 - 1. */
  integer(field: number, value: number): this {
    this.#tag(field, VARINT);
    this.#varint(value);
    return this;
  }

  double(field: number, value: number): this {
    this.#tag(field, FIXED64);
    this.#bytes.push(...new Uint8Array(view(8, (data) => data.setFloat64(0, value, true))));
    return this;
  }

  float(field: number, value: number): this {
    this.#tag(field, FIXED32);
    this.#bytes.push(...new Uint8Array(view(4, (data) => data.setFloat32(0, value, true))));
    return this;
  }

  text(field: number, value: string): this {
    return this.#delimited(field, new TextEncoder().encode(value));
  }

  message(field: number, value: Message): this {
    return this.#delimited(field, value.finish());
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  #delimited(field: number, bytes: Uint8Array): this {
    this.#tag(field, LENGTH_DELIMITED);
    this.#varint(bytes.length);
    this.#bytes.push(...bytes);
    return this;
  }

  #tag(field: number, wireType: number): void {
    this.#varint(8 * field + wireType);
  }

  /** Seven bits a byte, the lowest first. Division, because a step may need more than 32 bits. */
  #varint(value: number): void {
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.#bytes.push((rest % 128) | 128);
    this.#bytes.push(rest);
  }
}

function view(size: number, fill: (data: DataView) => void): ArrayBuffer {
  const data = new DataView(new ArrayBuffer(size));
  fill(data);
  return data.buffer;
}
