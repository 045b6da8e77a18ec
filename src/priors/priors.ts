/**
 * Priors: texts that come with the program and that a model may learn before it codes, by their names in specs. A model
 * remembers the last part of a prior best.
 */
import { SAMPLES } from './samples.generated.js';

/** Concatenates samples, by the names of their files in this folder. */
function samples(...names: (keyof typeof SAMPLES)[]): string {
  return names.map((name) => SAMPLES[name]).join('');
}

/**
 * `text`: frequent words, then sentences of manuals, reports, encyclopedias, letters and stories.
 * `structured`: source code, configuration, markup, tables, logs, JSON, with made-up names and addresses only.
 * `english`: `text` and more words in more sentences, among them an encyclopedia's articles in wiki markup.
 *
 * Part of the format: a name means the same bytes for ever. A changed text is a new prior with a new name.
 */
export const PRIORS: Readonly<Record<string, string>> = {
  text: samples('text'),
  structured: samples('structured'),
  /** `structured` holds prose too. It is last, as the data are most like it. */
  all: samples('text', 'structured'),
  english: samples('text', 'society', 'fiction', 'writing', 'geography', 'science', 'people'),
};

/**
 * Experts-only bytes at the beginning of each prior: the experts learn from them, the mixers do not. While the experts have
 * seen little, mixers learn weights that do not hold later. To leave these bytes out is worth 0.3 % of a text of 1,000 or
 * 4,096 bytes, 0.5 % of markup and logs, and a quarter of the time. In `english` it pays for `text` at its beginning only.
 */
const EXPERTS_ONLY: Readonly<Record<string, number>> = {
  text: 15_000,
  structured: 7_000,
  all: 34_500,
  /** All of `text`. */
  english: 27_494,
};

/** The bytes of a prior. `none` is empty. */
export function priorBytes(name: string): Uint8Array {
  return new TextEncoder().encode(PRIORS[name]);
}

/** The number of experts-only bytes of a prior, 0 for `none`; see EXPERTS_ONLY. */
export function expertsOnlyBytes(name: string): number {
  return EXPERTS_ONLY[name] ?? 0;
}
