/** Passages as text or bytes, each tinted by the bits that were spent on it. */
import { escaped } from '../report/html.js';
import type { Passage } from './findings.js';

/** Where the classes of colour begin, bits. */
const STEPS = [0.1, 0.5, 1, 2, 4, 6, 8];

/** A passage with more control characters than this share is shown as bytes. */
const FEW = 0.02;

/** One colour, stronger with each class: it works on light and on dark ground. */
export const HEAT_STYLE = `
.heat { font: .95rem/1.7 ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; border: 1px solid var(--line); border-radius: .3rem; padding: .6rem .8rem; max-height: 26rem; overflow-y: auto; }
.heat.hex { white-space: normal; }
.heat span, .scale span { padding: .1em 0; }
.hex span { padding: .1em .2em; display: inline-block; }
.scale span { padding: .1em .5em; }
${STEPS.map((_, i) => `.h${i + 1} { background: rgb(224 90 0 / ${(0.1 * (i + 1)).toFixed(1)}); }`).join('\n')}
`;

/** The classes with their bits. */
export function heatScale(): string {
  const names = ['0', ...STEPS.map(String)];
  return `<p class="scale">${names.map((name, i) => `<span class="h${i}">${name}</span>`).join('')} bits and more</p>`;
}

function classOf(bits: number): string {
  return `h${STEPS.findLastIndex((step) => bits >= step) + 1}`;
}

/** Kinds that are no text, also where their bytes are letters. */
const BYTES: ReadonlySet<string> = new Set(['records', 'executable']);

export function heatHtml(passage: Passage): string {
  const text = BYTES.has(passage.kind) ? undefined : charactersOf(passage);
  const signs = text ?? passage.bytes.map((byte, at) => ({ at, length: 1, sign: hex(byte) }));
  const spans = signs.map(({ at, length, sign }) => spanOf(passage, at, length, sign));
  const separator = text ? '' : ' ';
  const name = `${passage.name}, as ${text ? 'text' : 'bytes'}`;
  return (
    `<div class="heat${text ? '' : ' hex'}" tabindex="0" role="region" aria-label="${escaped(name)}">` +
    `${spans.join(separator)}</div>`
  );
}

/** A character or a byte: its offset in the passage, its bytes, and how it is shown. */
interface Sign {
  readonly at: number;
  readonly length: number;
  readonly sign: string;
}

function spanOf(
  { bits, families, start }: Passage,
  at: number,
  length: number,
  sign: string,
): string {
  const own = bits.slice(at, at + length).reduce((sum, one) => sum + one, 0);
  const family = families[at];
  const told = `${own.toFixed(2)} bits${family === null ? '' : `, ${family}`}, byte ${start + at}`;
  return `<span class="${classOf(own)}" title="${told}">${escaped(sign)}</span>`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** The passage as UTF-8 characters; undefined where it is no text. */
function charactersOf({ bytes }: Passage): Sign[] | undefined {
  const signs: Sign[] = [];
  let strange = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = lengthOf(bytes, at);
    const text = length === 0 ? undefined : decoded(bytes.slice(at, at + length));
    const shown = text === undefined ? undefined : visible(text);
    if (shown === undefined) strange++;
    signs.push({ at, length: Math.max(1, length), sign: shown ?? '\u00b7' });
    at += Math.max(1, length);
  }
  return strange <= FEW * bytes.length ? signs : undefined;
}

/** Bytes of the character at `at`, by its first byte; 0 where none begins there. */
function lengthOf(bytes: readonly number[], at: number): number {
  const first = bytes[at] as number;
  const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const rest = bytes.slice(at + 1, at + length);
  return rest.length === length - 1 && rest.every((byte) => (byte & 0xc0) === 0x80) ? length : 0;
}

function decoded(bytes: readonly number[]): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}

/** How a character is shown: line ends and tabs have a sign of their own. Undefined for other control characters. */
function visible(text: string): string | undefined {
  // Signs that every font has.
  if (text === '\n') return '\u00b6\n';
  if (text === '\t') return '\u00bb\t';
  if (text === '\r') return '\u00ac';
  return /\p{Cc}/u.test(text) ? undefined : text;
}
