/** What data may be, as far as a model cares. A kind is never stored: an archive says which model, not why. */

/** With what each is, for help. */
export const KINDS = {
  text: 'prose',
  structured: 'text of a form: source, markup, logs, tables, JSON',
  binary: 'anything else',
  executable: 'programs for x86',
  records: 'records of one length, samples, pixels',
  symbols: 'few symbols: DNA, digits, flags',
  incompressible: 'what looks random: compressed or encrypted; it is stored',
} as const;

export type Kind = keyof typeof KINDS;

export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[];
