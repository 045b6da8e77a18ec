import { FAMILY, MixSpec } from '../spec.generated';
import { ContextModel } from './context-model';
import { Indirect } from './indirect';
import { MachineCode } from './machine-code';
import { Orders } from './orders';
import { Phrases } from './phrases';
import { Records } from './records';
import { SharedState } from './shared-state';
import { Sparse } from './sparse';
import { Structure } from './structure';
import { Style } from './style';
import { Words } from './words';

/**
 * The registry of context models. Their order is that of the contexts' inputs, and so part of the format. A new model is a
 * file, a line in the table of fields (src/model/fields.ts), and a line here.
 */
export class ContextModels {
  /** Number of contexts. */
  size: i32 = 0;
  /** Contexts before this are order-n contexts; from here to endOfWords, contexts of words and what stands around them. */
  readonly endOfOrders: i32;
  readonly endOfWords: i32;
  private readonly models: ContextModel[] = [];
  /** The family of each model. */
  private readonly families: i32[] = [];

  /** The models that the spec names. */
  constructor(
    private readonly state: SharedState,
    mix: MixSpec,
  ) {
    if (mix.orders != 0) this.add(FAMILY.ORDERS, new Orders(state, mix.orders));
    this.endOfOrders = this.size;
    if (mix.words != 0) this.add(FAMILY.WORDS, new Words(state, mix.words));
    if (mix.phrases != 0) this.add(FAMILY.PHRASES, new Phrases(state, mix.phrases));
    if (mix.style != 0) this.add(FAMILY.STYLE, new Style(state, mix.style));
    this.endOfWords = this.size;
    if (mix.structure != 0) this.add(FAMILY.STRUCTURE, new Structure(state, mix.structure));
    if (mix.sparse != 0) this.add(FAMILY.SPARSE, new Sparse(state, mix.sparse));
    if (mix.indirect != 0) this.add(FAMILY.INDIRECT, new Indirect(state, mix.indirect));
    if (mix.records != 0) this.add(FAMILY.RECORDS, new Records(state, mix.records));
    if (mix.code != 0) this.add(FAMILY.CODE, new MachineCode(state, mix.code));
  }

  private add(family: i32, model: ContextModel): void {
    this.families.push(family);
    this.models.push(model);
    this.size += model.size;
    this.state.require(model.needs);
  }

  /** The family of a context; those that fill up the last four count as orders. */
  familyOf(context: i32): i32 {
    for (let m = 0; m < this.models.length; m++) {
      context -= this.models[m].size;
      if (context < 0) return this.families[m];
    }
    return FAMILY.ORDERS;
  }

  /** Takes the newest byte; the shared state has it. */
  update(): void {
    const models = this.models;
    for (let m = 0; m < models.length; m++) unchecked(models[m]).update();
  }

  /** Writes `size` hashes (u32) to `to`. */
  hashContexts(to: usize): void {
    const models = this.models;
    for (let m = 0; m < models.length; m++) {
      const model = unchecked(models[m]);
      model.hashContexts(to);
      to += (<usize>model.size) << 2;
    }
  }
}
