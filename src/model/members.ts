/**
 * The members of every set field of a spec, each with what it is. An archive stores a member as its index, so the order
 * is part of the format and a new member goes to the end of its list.
 */

/** A member of a set field, and what it is. */
export type Member = readonly [name: string, meaning: string];

/** Terms that the meanings use: help and FORMAT.md print them above a list. */
const W = 'w: the word so far; between words, the last byte. Letters include bytes > 127.';
const CLASS = 'A byte has one of 16 classes: small letter, capital, digit, space, quote, ...';
const GROUP = 'A group is a word, a number or another byte.';

export const WORD_TERMS = [W, CLASS];
export const STRUCTURE_TERMS = [
  W,
  'above: in the line before. Tokens have letters, digits and underscores.',
];
export const SPARSE_TERMS = [
  'Byte 1 is the last byte, byte 2 the one before it. The recent mean is that of',
  'the line, in which each byte counts 3/4 of the byte behind it.',
];
export const INDIRECT_TERMS = [W];
export const RECORD_TERMS = [
  'Left and above are the bytes a stride and a row stride back. The phase is the',
  'position modulo the stride, the column that modulo the row stride.',
];
export const PHRASE_TERMS = [W, GROUP];
export const SELECTOR_TERMS = [
  'bits: how many bits of the byte are coded; open: which values they leave.',
  CLASS,
];

/** Members that are numbers, all described alike. */
const numbers = (meaning: (n: number) => string, ...list: readonly number[]): readonly Member[] =>
  list.map((n) => [String(n), meaning(n)]);

export const ORDERS = numbers(
  (n) => (n === 0 ? 'no byte' : n === 1 ? 'the last byte' : `the last ${n} bytes`),
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 24],
);

export const WORDS: readonly Member[] = [
  ['word', 'w'],
  ['word1', 'w and the word before it'],
  ['word2', 'w and the two words before it'],
  ['skip', 'w and the second word before it'],
  ['word3', 'w and the three words before it'],
  ['tail', 'the word so far and the last 2 bytes'],
  ['above', 'the byte in this column of the line before, the column, last byte'],
  ['skip2', 'w and the third word before it'],
  ['gap', 'the word so far and the bytes between it and the word before'],
  ['gap1', 'the same and the word before it'],
  ['skip23', 'w, and the second and the third word before it'],
  ['sentence', 'w, the word before it and the first word of the sentence'],
  ['classes', 'the classes of the last 8 bytes, the length of the word'],
  ['shape', 'the classes of the last 8 runs, the length of the word, last byte'],
  ['letters', 'the last 5 letters; case and other bytes are ignored'],
  ['spaces', 'which of the last 16 bytes are spaces, the last byte, word length'],
  ['suffixes', 'the last 3 letters of the 2 words before, the last 4 of this word'],
  ['masked8', 'the last 8 bytes, all digits alike'],
  ['wordShape', 'w and the classes of the last 4 runs'],
];

export const STRUCTURE: readonly Member[] = [
  ['tag', 'the open tag, the name and part of the tag read last, w'],
  ['attribute', 'the name and part of the tag read last, the key, its value so far'],
  ['keys', 'the key, those of the 2 brackets around, bracket, last byte'],
  ['quote', 'the open quotation mark, the value so far, the open bracket'],
  ['field', 'the number of the table field, its bytes so far, the last byte'],
  ['tokenAbove', 'the byte above at this place of the token, its number, last byte'],
  ['tokenAbove2', 'that byte above, the one behind it, the last 2 bytes'],
  ['tokens', 'the number of the token in the line, its bytes so far, last byte'],
  ['shape', 'the line so far, letters alike and digits alike, the last byte'],
  ['shapes', 'the same and the first token of the line'],
  ['indents', 'the indents of this line and the one above, first byte, last byte'],
  ['start', 'the column, the first byte of the line that is no space'],
  ['above3', 'the byte above and its two neighbours, the last byte'],
  ['tokenSkip', 'the token so far, the second token before it, the last byte'],
];

export const SPARSE: readonly Member[] = [
  ['2', 'byte 2'],
  ['3', 'byte 3'],
  ['4', 'byte 4'],
  ['6', 'byte 6'],
  ['8', 'byte 8'],
  ['23', 'bytes 2 and 3'],
  ['13', 'bytes 1 and 3'],
  ['14', 'bytes 1 and 4'],
  ['24', 'bytes 2 and 4'],
  ['34', 'bytes 3 and 4'],
  ['134', 'bytes 1, 3 and 4'],
  ['124', 'bytes 1, 2 and 4'],
  ['high3', 'the high 4 bits of bytes 1 to 3'],
  ['high4', 'the high 4 bits of bytes 1 to 4'],
  ['high6', 'the high 4 bits of bytes 1 to 6'],
  ['top3', 'byte 1, and the high 3 bits of bytes 2 to 4'],
  ['zeros', 'which of the last 8 bytes are zero, and byte 1'],
  ['align4', 'bytes 1 and 4, and the position modulo 4 or-ed into byte 1'],
  ['align8', 'the position modulo 8 and byte 8'],
  ['align48', 'the position modulo 4, and bytes 1 and 5'],
  ['coarse', 'the high 5 bits of bytes 1 to 4'],
  ['place', 'the place in the line, byte 1'],
  ['placePeak', 'the place / 8, the larger of bytes 2 and 3, byte 1'],
  ['placeMean', 'the place, the mean of the line so far'],
  ['meanRecent', 'that mean / 2, the recent mean, byte 1'],
  ['meanLast', 'the place / 8, the mean of the line so far, byte 1'],
  ['placeRecent', 'the place / 2, the recent mean'],
];

export const INDIRECT: readonly Member[] = [
  ['after1', 'the 2 bytes that last followed byte 1, and byte 1'],
  ['after2', 'the 2 bytes that last followed bytes 1 and 2, and byte 1'],
  ['after3', 'the 2 bytes that last followed bytes 1 to 3, and byte 1'],
  ['next', 'w, and the word that last followed the word before it'],
  ['nexts', 'w, and the 2 words that last followed the word before it'],
  ['next2', 'w, and the word that last followed the 2 words before it'],
  ['next12', 'w, and the words that last followed the word and the 2 words before'],
  ['line', 'the byte that last followed a line start of this shape, the last byte'],
  ['line2', 'the 2 bytes that followed there, the last 2 bytes'],
  ['value', 'the byte here in the last value of the same key, the last byte'],
  ['value2', 'the 2 bytes here in that value, the last 2 bytes'],
];

export const RECORDS: readonly Member[] = [
  ['column', 'the column'],
  ['columnLast', 'the column, the last byte'],
  ['columnAbove', 'the column, the byte above'],
  ['columnLeft', 'the column, the byte to the left'],
  ['left', 'the phase, the byte to the left'],
  ['above', 'the phase, the byte above'],
  ['leftLast', 'the phase, the byte to the left, the last byte'],
  ['aboveLast', 'the phase, the byte above, the last byte'],
  ['leftAbove', 'the phase, the bytes to the left and above'],
  ['left2', 'the phase, the 2 bytes to the left'],
  ['above2', 'the phase, the 2 bytes above'],
  ['corner', 'the phase, the bytes above, to the left and above left'],
  ['gradient', 'the phase, the gradient: left + above - above left'],
  ['gradientLast', 'the phase, the gradient, the last byte'],
  ['gradientSpan', 'the phase, the gradient, how far left, above are from above left'],
  ['mean', 'the phase, the mean of left and above'],
  ['meanLast', 'the phase, that mean, the high 4 bits of the last 2 bytes'],
  ['linearLeft', 'the phase, the straight line through the 2 bytes to the left'],
  ['linearAbove', 'the phase, the straight line through the 2 bytes above'],
  ['weighted', 'the phase, (2 left + 2 above + above right - above left) / 4'],
  ['neighbours', 'the phase, the bytes above right, above and to the left'],
  ['pixel', 'the phase, the last 2 bytes'],
  ['deltaLast', 'the phase, the last byte, L = left + last - before left'],
  ['deltaLeft', 'the phase, the straight line through L and the L before'],
  ['deltaAbove', 'the phase, the straight line through A and the A above it'],
  ['deltaPlane', 'the phase, L + R - A'],
  ['deltaAcross', 'the phase, A + R - the R above A'],
  ['deltaBoth', 'the phase, L and A = above + last - before above'],
  ['deltaCorner', 'the phase, A and R = above right + last - before above right'],
];

export const MATCHES = numbers(
  (n) => `a match model whose least match is ${n} bytes`,
  ...[3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32],
);

export const SYMBOL_ORDERS = numbers(
  (n) => (n === 1 ? 'the last symbol' : `the last ${n} symbols`),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 22, 24],
);

export const SYMBOL_GAPS: readonly Member[] = [
  ['gap6', 'symbols 1 to 4 and 11 to 18, counted from the last'],
  ['gap4', 'symbols 1 to 8 and 13 to 16'],
  ['skip8', 'symbols 9 to 20'],
];

export const REPEATS = numbers(
  (n) => `repeats of at least ${n} symbols`,
  ...[11, 12, 14, 16, 18, 20, 24, 32],
);

export const CODONS = numbers(
  (n) => `the last ${n} symbols, the phase of the codon and the strand of the gene`,
  ...[1, 2, 3, 4, 5, 6, 7, 8],
);

export const SAMPLES: readonly Member[] = [
  ['direct', 'the distribution around a value predicted by least squares'],
  ['second', 'the same with a model that forgets at another rate'],
];

export const CODE: readonly Member[] = [
  ['position', 'the part of the instruction, its opcode and its ModRM byte'],
  ['opcode', 'the same and the opcode before'],
  ['opcode2', 'the same and the 2 opcodes before'],
  ['opcode3', 'the same and the 3 opcodes before'],
];

export const PHRASES: readonly Member[] = [
  ['punctuation', 'the last 4 bytes that are no letters, the word length up to 4'],
  ['linkText', 'in [[a|b]], the next byte of a if b repeats a; else last 2 bytes'],
  ['bracket', 'the 2 innermost brackets, the bars in them, w'],
  ['heading', 'w and the last word of the wiki heading above'],
  ['wordCount', 'the 2 innermost brackets, bars and words in them, the last byte'],
  ['groups', 'the last 8 groups'],
  ['number', 'the number so far, the bytes since the last word, that word'],
  ['distance', 'the word so far, log2 of the words since it occurred, last byte'],
  ['opened', 'the 2 innermost brackets, first byte of the line, last 2 bytes'],
];

export const STYLE: readonly Member[] = [
  ['groups2', 'the last 2 groups'],
  ['groups4', 'the last 4 groups'],
  ['groups4last2', 'the last 4 groups, the last 2 bytes'],
  ['groups5last3', 'the last 5 groups, the last 3 bytes'],
  ['wrap', 'column, length of the line above, word length or last byte'],
  ['sinceCapital', 'log2 of the bytes since a capital and since a mark, last byte'],
  ['lengths', 'the lengths of the last 3 words and of this one, last byte'],
  ['capitals', 'which of 3 words have capitals, the lengths of 2, last byte'],
  ['vowels', 'vowel, consonant or other of the last 12 bytes; word length'],
  ['vowels6', 'vowel, consonant or other of the last 6 bytes; the last byte'],
  ['kilobyte', 'w and the number of the kilobyte'],
  ['recent', 'the word before, bytes since, `distance` of phrases, last byte'],
  ['lineStart', 'w and the first token of the line'],
  ['punctuated', 'the word so far, the last 2 bytes that are no letters'],
  ['name', 'w and the last word that began with a capital'],
  ['topic', 'w and the last word of 5 letters or more'],
];

export const SELECTORS: readonly Member[] = [
  ['single', 'one weight row'],
  ['partial', 'the values of the bits so far'],
  ['byte1', 'the last byte'],
  ['byte2', 'the second last byte'],
  ['matchLength', 'the class of the length of the first match; bits'],
  ['knownContexts', 'how many contexts have a bit history; bits'],
  ['expectedByte', 'the byte that the first match predicts; bits'],
  ['classes4', 'letter, digit, space or other, of each of the last 4 bytes'],
  ['byte3', 'the third last byte'],
  ['phase', 'the position modulo the stride of the record layout; bits'],
  ['slope', 'how far left and above are from above left, in records; bits'],
  ['left', 'the byte a stride before'],
  ['sampleError', 'the size of the last errors of samples, the byte of 2; bits'],
  ['linePosition', 'the column, the class of the byte above; bits'],
  ['enclosure', 'the open tag, bracket or quote; 2 or 3 bytes as classes4; bits'],
  ['letterFlags', 'the values of the bits, which of 8 - bits bytes are letters'],
  ['spaceFlags', 'which of the last 8 bytes are spaces; open'],
  ['knownOrders', 'order-n contexts with a bit history; 3 bytes as classes4; bits'],
  ['knownWords', 'share of word contexts with one; 3 bytes as classes4; bits'],
  ['classPair', 'the classes of the last 2 bytes; open'],
  ['place', 'the place in the line / 2; bits'],
];

export const APM: readonly Member[] = [
  ['order1', 'the last byte'],
  ['order2', 'the last 2 bytes'],
  ['order3', 'the last 3 bytes'],
  ['surprises', 'which of the last 8 bits were mispredicted by more than 0.2'],
  ['expectedByte', 'the byte that the first match predicts, the class of its length'],
  ['word', 'the word so far and the last byte'],
  ['order4', 'the last 4 bytes'],
];
