/** FORMAT.md, section 4: FASTA and FASTQ joined, letter by letter. */

const LF = 10;
const text = (bytes: readonly number[]) => String.fromCharCode(...bytes);

/** The integers of a part. */
class Numbers {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get atEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    return this.bytes[this.at++] as number;
  }

  next(): number {
    const byte = this.byte();
    return byte < 128 ? byte : byte - 128 + 128 * this.next();
  }

  /** Bytes up to the next line feed, with it where it is there. */
  line(): number[] {
    const line: number[] = [];
    while (!this.atEnd && line.at(-1) !== LF) line.push(this.byte());
    return line;
  }
}

/** For each letter: the exception that it is, or undefined. */
function* exceptions(bytes: Uint8Array): Generator<number | undefined, void> {
  const numbers = new Numbers(bytes);
  while (!numbers.atEnd) {
    const [gap, count, letter] = [numbers.next(), numbers.next(), numbers.byte()];
    for (let i = 0; i < gap; i++) yield undefined;
    for (let i = 0; i < count; i++) yield letter;
  }
}

/** For each letter: whether it is small. */
function* cases(bytes: Uint8Array, first: boolean): Generator<boolean, void> {
  const numbers = new Numbers(bytes);
  let small = first;
  for (; !numbers.atEnd; small = !small)
    for (let left = numbers.next(); left > 0; left--) yield small;
  for (;;) yield small;
}

export function joinFasta(
  parameters: readonly number[],
  streams: readonly Uint8Array[],
  length: number,
): Uint8Array {
  const [flags = 0, lead = 0, width = 0] = parameters;
  const part = (i: number) => new Numbers(streams[i] as Uint8Array);
  const [headers, lines, bases] = [part(0), part(1), part(4)];
  const isSmall = cases(streams[2] as Uint8Array, (flags & 4) !== 0);
  const exception = exceptions(streams[3] as Uint8Array);
  const lineEnd = flags & 1 ? [13, LF] : [LF];
  const letter = (): number => {
    const capital = exception.next().value ?? base();
    const lower = isSmall.next().value === true;
    return lower && /[A-Z]/i.test(text([capital])) ? capital | 0x20 : capital;
  };
  const base = (): number => {
    const byte = bases.byte();
    return flags & 2 && byte === 0x54 ? 0x55 : byte;
  };
  const out: number[] = [];
  for (let i = 0; i < lead; i++) out.push(headers.byte());
  while (out.length < length) {
    const end = flags & 8 ? lineEnd.length : 0;
    const number = lines.atEnd ? 4 * (length - out.length - end) + 2 : lines.next();
    const whole = number % 4 >= 2;
    let left = Math.floor(number / 4);
    if (left === 0 && !whole) out.push(...lineEnd);
    while (left > 0) {
      const count = whole ? left : Math.min(left, width);
      for (let i = 0; i < count; i++) out.push(letter());
      out.push(...lineEnd);
      left -= count;
    }
    if (number % 2 === 1) {
      const header = headers.line();
      out.push(...(header.at(-1) === LF ? [...header.slice(0, -1), ...lineEnd] : header));
    }
  }
  return Uint8Array.from(out.slice(0, length));
}

export function joinFastq(
  parameters: readonly number[],
  streams: readonly Uint8Array[],
): Uint8Array {
  const [flags = 0, lead = 0, records = 0, unknown = 0] = parameters;
  const types = parameters.slice(10).map((form) => form % 4);
  const outside = [...(streams[0] as Uint8Array)];
  const first = text(outside.slice(0, outside.length - lead));
  const exception = exceptions(streams[1] as Uint8Array);
  const bases = new Numbers(streams[2] as Uint8Array);
  const qualities = new Numbers(streams[3] as Uint8Array);
  const columns = types.map((_, i) => new Numbers(streams[4 + i] as Uint8Array));
  const lineEnd = flags & 1 ? [13, LF] : [LF];
  const codes = (string: string) => [...string].map((one) => one.charCodeAt(0));
  const values: string[] = [];
  let rest = first;
  for (let i = 0; i < types.length; i++) {
    const pattern = i === types.length - 1 ? /^.*/s : i % 2 ? /^[^0-9A-Za-z]*/ : /^[0-9A-Za-z]*/;
    values.push((pattern.exec(rest) as RegExpExecArray)[0]);
    rest = rest.slice((values.at(-1) as string).length);
  }
  const advance = (value: string, i: number): string => {
    const numbers = columns[i] as Numbers;
    if (types[i] === 0) return value;
    if (types[i] === 2) {
      const line = text(numbers.line()).replace('\n', '');
      return line === '' ? value : line.startsWith('\u0001') ? line.slice(1) : line;
    }
    const coded = numbers.next();
    const next = String(Number(value) + (coded % 2 ? -(coded + 1) / 2 : coded / 2));
    if (coded === 0) return value;
    return types[i] === 3 ? next.padStart(value.length, '0') : next;
  };
  const out = outside.slice(outside.length - lead);
  for (let record = 0; record < records; record++) {
    if (record > 0) values.splice(0, types.length, ...values.map(advance));
    const identifier = codes(values.join(''));
    const line = qualities.line();
    const isEnded = line.at(-1) === LF;
    const scores = isEnded ? line.slice(0, -1) : line;
    const letters = scores.map((quality) => {
      const other = exception.next().value;
      if (other !== undefined) return other;
      if (quality === unknown) return 0x4e;
      const base = bases.byte();
      return flags & 4 && base === 0x54 ? 0x55 : base;
    });
    const repeated = flags & 2 ? identifier : [];
    out.push(0x40, ...identifier, ...lineEnd, ...letters, ...lineEnd, 0x2b, ...repeated);
    out.push(...lineEnd, ...scores, ...(isEnded ? lineEnd : []));
  }
  return Uint8Array.from([...out, ...(streams.at(-1) as Uint8Array)]);
}
