import { Mix } from '../experts/mix';
import { MAX_NGRAM } from '../net/ngrams';
import { Shape } from '../net/shape';
import { MAX_INPUTS } from '../numeric/multiply';

/**
 * The plan: the i32 words by which the host says what to code and with which model.
 *   0      0 = encode, 1 = decode
 *   1      block length in bytes
 *   2      coded length in bytes (decode)
 *   3      dictionary length in bytes, 0 = none
 *   4      how many of its bytes, from the first on, are skimmed: experts learn from them, mixers and maps do not
 *   5..12  the alphabet: byte v is in use, by the block or the dictionary, if bit v & 31 of word 5 + (v >> 5) is set
 *   13..   the ModelSpec's words in the order of SPEC_FIELDS (src/model/fields.ts)
 */
const DICTIONARY = 3;
const SKIMMED = 4;
const ALPHABET = 5;
const SPEC = 13;
/** Words of the network's fields, and of the mix's behind them. */
const NETWORK_WORDS = 22;
const MIX_WORDS = 19;
const words = memory.data(4 * (SPEC + NETWORK_WORDS + MIX_WORDS), 16);

export function planAddress(): usize {
  return words;
}

function word(index: i32): i32 {
  return load<i32>(words + ((<usize>index) << 2));
}

/** A word that counts millionths. */
function millionths(index: i32): f32 {
  return f32(word(index)) * f32(1e-6);
}

export class Plan {
  readonly decodes: bool = word(0) == 1;
  readonly blockLength: i32 = word(1);
  readonly codedLength: i32 = word(2);
  readonly dictionaryLength: i32 = word(DICTIONARY);
  readonly skimmed: i32 = word(SKIMMED);
  readonly shape: Shape = readShape();
  readonly mix: Mix = readMix();

  /** False when the words name no model that could be built. */
  get valid(): bool {
    const s = this.shape;
    return (
      this.blockLength > 0 &&
      this.codedLength >= 0 &&
      this.dictionaryLength >= 0 &&
      this.skimmed >= 0 &&
      this.skimmed <= this.dictionaryLength &&
      s.symbols > 1 &&
      s.cell >= 0 &&
      s.cell <= 3 &&
      (s.present || this.mixes) &&
      s.width > 0 &&
      s.width <= MAX_INPUTS &&
      (s.width & 7) == 0 &&
      s.layers > 0 &&
      s.horizon > 0 &&
      s.lanes > 0 &&
      s.lanes <= (this.mixes ? 1 : 64) &&
      s.optimizer >= 0 &&
      s.optimizer <= 2 &&
      s.headEvery > 0 &&
      s.ngrams > 0 &&
      s.ngrams <= MAX_NGRAM &&
      s.lag >= 0 &&
      s.lag <= 1 &&
      s.ngramBits > 0 &&
      s.ngramBits <= 24
    );
  }

  /** True when experts speak and are mixed; false for a network alone. */
  get mixes(): bool {
    return this.mix.used;
  }

  /** True if the block has the byte value. */
  uses(byte: i32): bool {
    return inAlphabet(byte);
  }
}

function inAlphabet(byte: i32): bool {
  return ((word(ALPHABET + (byte >> 5)) >> (byte & 31)) & 1) != 0;
}

function readShape(): Shape {
  const s = new Shape();
  for (let byte = 0; byte < 256; byte++) s.symbols += i32(inAlphabet(byte));
  s.length = word(1) + word(DICTIONARY);
  let i = SPEC;
  s.cell = word(i++);
  s.width = word(i++);
  s.layers = word(i++);
  s.horizon = word(i++);
  s.lanes = word(i++);
  s.ngrams = word(i++);
  s.ngramBits = word(i++);
  s.norm = word(i++);
  s.optimizer = word(i++);
  s.rate = millionths(i++);
  s.floor = millionths(i++);
  s.decay = word(i++);
  s.beta1 = millionths(i++);
  s.beta2 = millionths(i++);
  s.embedRate = millionths(i++);
  s.embedCap = f32(word(i++));
  s.headRate = millionths(i++);
  s.headFloor = millionths(i++);
  s.headEvery = word(i++);
  s.clip = millionths(i++);
  s.seed = word(i++);
  s.lag = word(i++);
  return s;
}

function readMix(): Mix {
  const m = new Mix();
  let i = SPEC + NETWORK_WORDS;
  m.contexts = word(i++);
  m.words = word(i++);
  m.structure = word(i++);
  m.sparse = word(i++);
  m.indirect = word(i++);
  m.records = word(i++);
  m.matches = word(i++);
  m.select = word(i++);
  m.maps = word(i++);
  m.tables = word(i++);
  m.limit = word(i++);
  m.rate = millionths(i++);
  m.floor = millionths(i++);
  m.samples = word(i++);
  m.code = word(i++);
  m.blend = word(i++);
  m.phrases = word(i++);
  m.leap = word(i++);
  m.style = word(i++);
  return m;
}
