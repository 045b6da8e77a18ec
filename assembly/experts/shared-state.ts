import { History } from '../context/history';
import { RecordLayout } from '../samples/record-layout';
import { Samples } from '../samples/samples';
import { MixSpec, SAMPLES } from '../spec.generated';
import { ReadState } from '../text/read-state';
import { TextState } from '../text/text-state';
import { has } from './members';

/** What a context model, a selector or an APM context can need of the shared state: a sum of these. */
export const NOTHING: u32 = 0;
/** The text's words. */
export const WORD_STATE: u32 = 1;
/** All of the text state, its words included. */
export const TEXT: u32 = 3;
/** The record layout. */
export const LAYOUT: u32 = 4;
/** The line of qualities. */
export const READ: u32 = 8;

/** State that several experts, selectors and APM contexts read: updated once a byte, and only what one of them needs. */
export class SharedState {
  readonly text: TextState;
  readonly layout: RecordLayout;
  readonly read: ReadState;
  /** Where the spec has samples. */
  samples: Samples | null = null;
  private needs: u32 = NOTHING;

  constructor(
    readonly history: History,
    mix: MixSpec,
  ) {
    const text = new TextState(history);
    const layout = new RecordLayout(history);
    this.text = text;
    this.layout = layout;
    this.read = new ReadState(history);
    if (mix.samples != 0) {
      this.samples = new Samples(history, layout, has(mix.samples, SAMPLES.SECOND) ? 2 : 1);
      this.needs = LAYOUT;
    }
  }

  /** Has from now on what the caller needs. Call before the first byte. */
  require(needs: u32): void {
    this.needs |= needs;
  }

  /** Takes the byte that the history took. */
  update(): void {
    const needs = this.needs;
    if ((needs & WORD_STATE) != 0) this.text.update((needs & TEXT) == TEXT);
    if ((needs & LAYOUT) != 0) this.layout.beginByte();
    if ((needs & READ) != 0) this.read.update();
    if (this.samples) this.samples!.beginByte();
  }
}
