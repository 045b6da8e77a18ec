/** NUMERICS.md, section 22: the final probability, by the document's own expressions. */
import { MIX_FIELDS } from '#dist/model/fields.js';
import { Apm, positionOf } from './apm.js';
import { expressionsOf } from './context-models.js';
import { sigmoid } from './elementary.js';
import { type Expression, extend, type Scope } from './expression.js';
import { f } from './float32.js';
import { membersOf, scatter } from './history.js';
import type { Match } from './match.js';

const EXPRESSIONS = expressionsOf('22. The final probability');

/** Larger errors are surprises. */
const SURPRISE = f(0.2);

/** Members whose u is the context, where there are 2^16. */
const DIRECT: readonly string[] = ['order1', 'surprises'];
const MOST_BITS = 16;

interface Member {
  readonly apm: Apm;
  readonly u: Expression;
  readonly isDirect: boolean;
}

export class ApmStage {
  private readonly members: readonly Member[];
  private readonly scope: Scope;
  private contexts: readonly number[] = [];
  private own = 0;
  /** The last eight bits, the newest lowest: was it a surprise? */
  private surprises = 0;

  /** `set`: the members; each has 2^bits contexts. */
  constructor(
    scope: Scope,
    match: Match | undefined,
    set: number,
    private readonly bits: number,
  ) {
    this.members = membersOf(set).map((member) => {
      const name = MIX_FIELDS.apm.members[member] as string;
      const u = EXPRESSIONS.get(name) as Expression;
      return { apm: new Apm(2 ** bits), u, isDirect: bits === MOST_BITS && DIRECT.includes(name) };
    });
    const stage = this;
    this.scope = extend(scope, {
      get surprises() {
        return stage.surprises;
      },
      get expected() {
        return match?.expected ?? 0;
      },
      get matchClass() {
        return match?.lengthClass ?? 0;
      },
    });
  }

  /** Chooses the contexts of the next bit, before the match looks at the newest. */
  select(): void {
    this.contexts = this.members.map(({ u, isDirect }) =>
      isDirect ? u(this.scope) : scatter(u(this.scope), this.bits),
    );
  }

  /** P(1) in units of 2^-24, for a stretched prediction. */
  refine(y: number): number {
    this.own = sigmoid(y);
    const p = this.members.length === 0 ? Math.floor(f(this.own * 2 ** 24)) : this.mean(y);
    return Math.max(1, Math.min(2 ** 24 - 1, p));
  }

  private mean(y: number): number {
    const position = positionOf(y);
    const sum = this.members.reduce(
      (total, { apm }, i) => total + apm.refine(position, this.contexts[i] as number),
      0,
    );
    return Math.floor(sum / this.members.length);
  }

  update(bit: number): void {
    const surprise = Math.abs(f(bit - this.own)) > SURPRISE;
    this.surprises = (2 * this.surprises + Number(surprise)) % 256;
    for (const { apm } of this.members) apm.update(bit);
  }
}
