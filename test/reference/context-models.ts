/** NUMERICS.md, section 17: the hashes of contexts, by the document's own expressions. */
import { MIX_FIELDS } from '#dist/model/fields.js';
import { CodeState } from './code-state.js';
import { tableOf } from './document.js';
import { compile, type Expression, extend, type Scope } from './expression.js';
import { combine, digits, type History, membersOf } from './history.js';
import { IndirectState } from './indirect-state.js';
import type { RecordLayout } from './samples/record-layout.js';
import type { Shape } from './shape.js';
import { classOf } from './text/classes.js';
import type { TextState } from './text/text-state.js';

/** The context models in the order of their contexts, and their salts. */
const MODELS = tableOf('17. Context models', 'model').map(([model = '', salt = '']) => ({
  name: (/`(\w+)`/.exec(model) as RegExpExecArray)[1] as ModelName,
  salt: Number(salt),
}));

export type ModelName =
  | 'orders'
  | 'words'
  | 'phrases'
  | 'style'
  | 'structure'
  | 'sparse'
  | 'indirect'
  | 'records'
  | 'code';

/** Their names, in that order. */
export const CONTEXT_MODELS: readonly ModelName[] = MODELS.map(({ name }) => name);

/** The expressions of a table of members. */
export function expressionsOf(heading: string): ReadonlyMap<string, Expression> {
  return new Map(tableOf(heading, 'member').map(([member = '', x = '']) => [member, compile(x)]));
}

/** The names that every expression may use. */
export function commonScope(history: History, text: TextState): Scope {
  const { words, lines, nesting, brackets, phrases, style } = text;
  return {
    words,
    lines,
    nesting,
    brackets,
    phrases,
    style,
    combine,
    digits,
    class: classOf,
    min: (a: number, b: number) => Math.min(a, b),
    or: (a: number, b: number) => (a | b) >>> 0,
    back: (n: number) => history.back(n),
    byteAt: (place: number) => history.byteAt(place),
    get b1() {
      return history.back(1);
    },
    get b2() {
      return history.back(2);
    },
    get b3() {
      return history.back(3);
    },
    get b4() {
      return history.back(4);
    },
    get b5() {
      return history.back(5);
    },
    get newest4() {
      return history.newest4;
    },
    get older4() {
      return history.older4;
    },
    get count() {
      return history.count;
    },
    get partial() {
      return history.partial;
    },
    get bits() {
      return history.bits;
    },
    max: (a: number, b: number) => Math.max(a, b),
    get linePlace() {
      return lineOf(history).length;
    },
    get lineMean() {
      const line = lineOf(history);
      const sum = line.reduce((all, byte) => all + byte, 0);
      return line.length === 0 ? 0 : Math.floor(sum / line.length);
    },
    get lineRecent() {
      const [first = 0, ...rest] = lineOf(history);
      return rest.reduce((recent, byte) => (3 * recent + 16 * byte + 2) >> 2, 16 * first);
    },
    get bare() {
      return words.word !== 0 ? words.word : history.back(1);
    },
  };
}

/** The bytes since the last line feed. */
function lineOf(history: History): number[] {
  const line: number[] = [];
  for (let i = 1; i <= history.count && history.back(i) !== 10; i++) line.unshift(history.back(i));
  return line;
}

function wordsScope(scope: Scope, { words }: TextState): Scope {
  return extend(scope, {
    get here() {
      return combine(words.word, words.gap);
    },
    get newestLetters() {
      const k = Math.min(4, words.length);
      return combine(words.letters & (2 ** (5 * k) - 1), k);
    },
  });
}

function phrasesScope(scope: Scope, { brackets }: TextState): Scope {
  return extend(scope, {
    get opened() {
      return combine(brackets.bracket, brackets.outer);
    },
  });
}

/** Bit i: whether byte i is 0. */
const zeros = (four: number): number =>
  [0, 1, 2, 3].reduce((sum, i) => sum + (((four >>> (8 * i)) & 255) === 0 ? 1 << i : 0), 0);

function recordsScope(scope: Scope, history: History, layout: RecordLayout): Scope {
  const back = (n: number) => history.back(n);
  const names = {
    span: (a: number, b: number) => (digits(Math.abs(a - b)) % 8) + (a < b ? 8 : 0),
    delta: (d: number) => (back(d) + back(1) - back(d + 1)) >>> 0,
    clip: (v: number) => Math.max(0, Math.min(255, v | 0)),
    get stride() {
      return layout.stride;
    },
    get rowStride() {
      return layout.rowStride;
    },
    get phase() {
      return layout.phase;
    },
    get column() {
      return layout.column;
    },
    get w() {
      return back(layout.stride);
    },
    get n() {
      return back(layout.rowStride);
    },
    get nw() {
      return back(layout.rowStride + layout.stride);
    },
    get ne() {
      return back(layout.rowStride - layout.stride);
    },
    get ww() {
      return back(2 * layout.stride);
    },
    get nn() {
      return back(2 * layout.rowStride);
    },
    get gradient() {
      return (names.w + names.n - names.nw) >>> 0;
    },
  };
  return extend(scope, names);
}

interface Context {
  readonly x: Expression;
  readonly scope: Scope;
  /** The model's salt and the member's number; undefined where x is the hash. */
  readonly salt: number | undefined;
}

export class ContextModels {
  /** Contexts of `orders`; contexts of `words`, `phrases` and `style`, which follow them. */
  readonly orders: number;
  readonly words: number;
  private readonly contexts: readonly Context[];
  private readonly indirect: IndirectState;
  private readonly code = new CodeState();

  constructor(
    private readonly history: History,
    text: TextState,
    layout: RecordLayout,
    shape: Shape,
    scope: Scope,
  ) {
    this.indirect = new IndirectState(history, text);
    const nested = extend(scope, {
      tag: (i: number) => text.nesting.tag(i),
      keyAbove: (i: number) => text.nesting.keyAbove(i),
    });
    const scopes: Readonly<Record<ModelName, Scope>> = {
      orders: scope,
      words: wordsScope(scope, text),
      phrases: phrasesScope(scope, text),
      style: scope,
      structure: nested,
      sparse: extend(scope, { zeros }),
      indirect: extend(scope, this.indirect.names),
      records: recordsScope(scope, history, layout),
      code: extend(scope, this.code.names),
    };
    const count = (name: ModelName) => membersOf(shape[name]).length;
    this.orders = count('orders');
    this.words = count('words') + count('phrases') + count('style');
    this.contexts = MODELS.flatMap(({ name, salt }) => {
      const { members } = MIX_FIELDS[name];
      if (name === 'orders')
        return membersOf(shape.orders).map((member) => this.order(Number(members[member])));
      const expressions = expressionsOf(name);
      return membersOf(shape[name]).map((member) => ({
        x: expressions.get(members[member] as string) as Expression,
        scope: scopes[name],
        salt: salt + member,
      }));
    });
  }

  private order(length: number): Context {
    const x = () => {
      let hash = 0;
      for (let i = 1; i <= length; i++) hash = combine(hash, this.history.back(i));
      return combine(hash, length);
    };
    return { x, scope: {}, salt: undefined };
  }

  get count(): number {
    return this.contexts.length;
  }

  /** Reads the newest byte, for the models that keep a state; called once before the first byte, too. */
  read(): void {
    this.indirect.read();
    this.code.read(this.history.back(1));
  }

  hashes(): number[] {
    return this.contexts.map(({ x, scope, salt }) =>
      salt === undefined ? x(scope) : combine(x(scope), salt),
    );
  }
}
