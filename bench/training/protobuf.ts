/** Protocol buffers, as far as an ONNX model needs them. */

/** A field of a message: its number, and an integer, a text, bytes, or the fields of a message. */
export type Field = readonly [
  number: number,
  value: number | string | Uint8Array | readonly Field[],
];

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

/** The bytes of a message. Integers are 0 to 2^53 - 1. */
export function message(fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number')
        return [Buffer.from([...varint(8 * number), ...varint(value)])];
      const bytes =
        typeof value === 'string'
          ? Buffer.from(value)
          : value instanceof Uint8Array
            ? value
            : message(value);
      return [Buffer.from([...varint(8 * number + 2), ...varint(bytes.length)]), bytes];
    }),
  );
}
