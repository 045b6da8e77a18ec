import { allocate } from '../memory/arena';
import { MixerLayer } from '../mix/mixer';
import { COUNT } from '../spec.generated';
import { Selector, selectorOf } from './selector';
import { SelectorState } from './selector-state';

/** The selectors of both layers. Each works out its row once a bit, for all mixers that it selects for. */
export class Selectors {
  private readonly members: i32[] = [];
  private readonly selectors: Selector[] = [];
  /** The rows by member: COUNT.SELECT words. */
  private readonly rows: usize = allocate(COUNT.SELECT * 4);

  /** `set`: the members that there are. */
  constructor(
    private readonly state: SelectorState,
    set: u32,
  ) {
    for (let left = set; left != 0; left &= left - 1) {
      const selector = selectorOf(ctz(left));
      state.require(selector.needs);
      this.members.push(ctz(left));
      this.selectors.push(selector);
    }
  }

  /** Works out the rows for the next bit. */
  update(): void {
    const selectors = this.selectors;
    for (let i = 0; i < selectors.length; i++) {
      const row = unchecked(selectors[i]).row(this.state);
      store<i32>(this.rows + ((<usize>unchecked(this.members[i])) << 2), row);
    }
  }

  /** The row of a member for the next bit. */
  // @ts-ignore: decorator
  @inline row(member: i32): i32 {
    return load<i32>(this.rows + ((<usize>member) << 2));
  }
}

/** A layer's mixers, one for each member of a set of selectors. */
export class Selection {
  private readonly members: i32[] = [];

  constructor(
    private readonly selectors: Selectors,
    set: u32,
    private readonly layer: MixerLayer,
  ) {
    for (let left = set; left != 0; left &= left - 1) {
      const member = ctz(left);
      this.members.push(member);
      layer.add(selectorOf(member).rows);
    }
  }

  /** Selects each mixer's weight row for the next bit. */
  select(): void {
    const members = this.members;
    for (let i = 0; i < members.length; i++)
      this.layer.select(i, this.selectors.row(unchecked(members[i])));
  }
}
