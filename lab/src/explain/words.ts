/** Names that reports give to kinds of data and families of experts. */
import type { ExpertFamily, Kind } from 'foresay';

export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  text: 'prose',
  structured: 'text of a form: source, markup, logs, tables or JSON',
  binary: 'binary data of no known form',
  executable: 'machine code',
  records: 'records of one length, samples or pixels',
  dna: 'DNA: the letters A, C, G and T',
  symbols: 'a sequence of few symbols, such as digits',
  incompressible: 'bytes that look random, which are stored',
};

/** What a family predicts from. */
export const FAMILY_WORDS: Readonly<Record<ExpertFamily, string>> = {
  orders: 'the last 0 to 24 bytes',
  words: 'the word so far and the words before it',
  phrases: 'punctuation, brackets, headings and groups of words',
  style: 'the forms of the last groups, capitals and wrapped lines',
  structure: 'fields, tags, quotes and the line above',
  sparse: 'some of the last bytes, others left out',
  indirect: 'what followed the last bytes before',
  records: 'the bytes to the left and above in records and pixels',
  code: 'the opcodes and operands of machine code',
  matches: 'the longest earlier stretch that ends like this one',
  network: 'a recurrent network',
  samples: 'forecasts of samples and pixels from their neighbours',
  byteMatch: 'one decision for a whole byte of a long match',
  apm: 'the last stage, which corrects the mixed prediction',
  symbolOrders: 'the last 1 to 24 symbols',
  symbolGaps: 'some of the last symbols, others left out',
  repeats: 'earlier stretches, also of the other strand of DNA',
  codons: 'the place in a gene, and the last symbols',
  alphabet: 'byte values that do not occur',
};
