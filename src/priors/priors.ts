/**
 * Texts of our own that a model may learn before it codes, by the names that specs have for them. What comes last is
 * remembered best.
 */
import { SAMPLES } from './samples.generated.js';

/** Samples one after the other, by the names of their files in this folder. */
function samples(...names: (keyof typeof SAMPLES)[]): string {
  return names.map((name) => SAMPLES[name]).join('');
}

/**
 * `text`: frequent words, then the ways words follow each other in manuals, reports, encyclopedias, letters and stories.
 * `structured`: source code, configuration, mark-up, tables, logs, JSON, with made-up names and addresses only.
 * `english`: that text, and more words in more company, an encyclopedia's articles in wiki mark-up among them.
 *
 * Part of the format: a name stands for the same bytes for ever, and a change is a new prior with a new name.
 */
export const PRIORS: Readonly<Record<string, string>> = {
  text: samples('text'),
  structured: samples('structured'),
  /** Samples hold prose too. They come last, as what is about to be read is most like them. */
  all: samples('text', 'structured'),
  english: samples('text', 'society', 'fiction', 'writing', 'geography', 'science', 'people'),
};

/**
 * Bytes at the beginning of a prior that are skimmed: the experts learn from them, the mixers do not. While experts know
 * little, mixers learn what does not hold later: to spare them is worth 0.3 % of a text of 1,000 or 4,096 bytes, 0.5 % of
 * markup and logs, and a quarter of the time. Of `english` they miss whatever they are spared but `text` at its beginning.
 */
const SKIMMED: Readonly<Record<string, number>> = {
  text: 15_000,
  structured: 7_000,
  all: 34_500,
  /** All of `text`. */
  english: 27_494,
};

/** The bytes of a prior; `none` has none. */
export function priorBytes(name: string): Uint8Array {
  return new TextEncoder().encode(PRIORS[name]);
}

/** See SKIMMED; `none` has none. */
export function skimmedOf(name: string): number {
  return SKIMMED[name] ?? 0;
}
