/** NUMERICS.md, section 17: the history as text. */
import type { History } from '../history.js';
import { BracketState } from './bracket-state.js';
import { classOf } from './classes.js';
import { LineState } from './line-state.js';
import { NestingState } from './nesting-state.js';
import { PhraseState } from './phrase-state.js';
import { StyleState } from './style-state.js';
import { WordState } from './word-state.js';

export class TextState {
  readonly words = new WordState();
  readonly lines = new LineState();
  readonly nesting = new NestingState();
  readonly brackets: BracketState;
  readonly phrases = new PhraseState();
  readonly style = new StyleState();

  constructor(private readonly history: History) {
    this.brackets = new BracketState(history);
  }

  /** Reads the newest byte, if there is one. */
  read(): void {
    const { count } = this.history;
    if (count === 0) return;
    const byte = this.history.back(1);
    const kind = classOf(byte);
    this.words.read(byte, kind);
    this.lines.read(byte, kind, count);
    this.nesting.read(byte, kind);
    this.brackets.read(byte, kind, count);
    this.phrases.read(byte, kind, this.words);
    this.style.read(byte, kind, this.words);
  }
}
