/** NUMERICS.md, section 21: selectors, by the document's own expressions. */
import type { ContextMap } from './context-map.js';
import { type ContextModels, expressionsOf } from './context-models.js';
import { extend, type Scope } from './expression.js';
import { digits, type History } from './history.js';
import type { Match } from './match.js';
import type { RecordLayout } from './samples/record-layout.js';
import type { Samples } from './samples/samples.js';
import { classOf } from './text/classes.js';
import type { TextState } from './text/text-state.js';

export const SELECTORS = expressionsOf('21. Mixers');

const QUOTE = 34;
const SQUARE = 91;
const ROUND = 40;

/** 0 letter, 1 digit, 2 space or line feed, 3 other. */
function coarse(byte: number): number {
  const letter = byte | 32;
  if ((letter >= 97 && letter <= 122) || byte > 127) return 0;
  if (byte >= 48 && byte <= 57) return 1;
  return byte === 32 || byte === 10 ? 2 : 3;
}

function columnStep(column: number): number {
  if (column < 4) return column;
  const e = digits(column) - 1;
  return Math.min(15, 2 * e + ((column >> (e - 1)) & 1));
}

function enclosed({ nesting, brackets, phrases }: TextState): number {
  if (nesting.within !== 0) return 4;
  if (brackets.bracket !== 0)
    return brackets.bracket === SQUARE ? 1 : brackets.bracket === ROUND ? 2 : 3;
  if (phrases.entity === 1 || nesting.quote === QUOTE) return 5;
  const first = classOf(phrases.first);
  if (phrases.first === 0 || first < 4) return 0;
  return first === 4 || first === 10 ? 6 : 7;
}

/** What the byte can still be, 0 to 7. */
function rest({ bits, partial }: History): number {
  if (bits < 2) return bits === 0 ? 0 : partial & 1;
  if (bits === 2) return partial < 6 ? 2 + (partial & 1) : 4;
  const top = (partial >> (bits - 3)) & 7;
  return top > 3 ? 7 : top === 0 ? 3 : 7 - top;
}

/** What selectors look at beside the history. */
export interface Sights {
  readonly history: History;
  readonly text: TextState;
  readonly layout: RecordLayout;
  readonly samples: Samples | null;
  readonly models: ContextModels;
  readonly contexts: ContextMap;
  readonly match: Match | undefined;
}

/** Counts when a nibble begins, and keeps the number to its end. */
function atNibble(history: History, count: () => number): () => number {
  let kept = 0;
  return () => {
    if (history.bits % 4 === 0) kept = count();
    return kept;
  };
}

/** The names that the expressions use. */
export function selectorScope(scope: Scope, sights: Sights): Scope {
  const { history, text, layout, samples, models, contexts, match } = sights;
  const kind = (n: number) => coarse(history.back(n));
  const knownOrders = atNibble(history, () => contexts.knownOf(0, models.orders));
  const knownWords = atNibble(history, () => {
    const known = contexts.knownOf(models.orders, models.orders + models.words);
    return Math.floor((16 * known) / (models.words + 1));
  });
  return extend(scope, {
    coarse,
    steep: (a: number, b: number) => Math.min(7, digits(Math.abs(a - b))),
    get matchClass() {
      return match?.lengthClass ?? 0;
    },
    get matchByte() {
      return (match?.expected ?? 0) & 255;
    },
    get known() {
      return contexts.known;
    },
    get last2() {
      return 4 * kind(1) + kind(2);
    },
    get last3() {
      return kind(1) + 16 * kind(2) + 4 * kind(3);
    },
    get phase() {
      return layout.phase;
    },
    get stride() {
      return layout.stride;
    },
    get rowStride() {
      return layout.rowStride;
    },
    sampled: Number(samples !== null),
    get errorClass() {
      return samples?.forecasts[0]?.errorClass ?? 0;
    },
    get place() {
      return samples?.place ?? 0;
    },
    get columnStep() {
      return columnStep(text.lines.column);
    },
    get enclosed() {
      return enclosed(text);
    },
    get rest() {
      return rest(history);
    },
    get knownOrders() {
      return knownOrders();
    },
    get knownWords() {
      return knownWords();
    },
  });
}
