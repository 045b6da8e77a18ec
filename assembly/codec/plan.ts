import { inRange } from '../memory/words';
import { Shape } from '../net/shape';
import { MAX_INPUTS } from '../numeric/multiply';
import { MAX, MixSpec, PLAN, RANGES, SymbolSpec } from '../spec.generated';

/** The plan: the i32 words by which the host says what to code and with which model (src/codec/protocol.ts). */
const words = memory.data(4 * PLAN.WORDS, 16);
const spec: usize = words + 4 * PLAN.SPEC;

export function planAddress(): usize {
  return words;
}

function word(index: i32): i32 {
  return load<i32>(words + ((<usize>index) << 2));
}

/** The plan's words at the time of its construction. */
export class Plan {
  readonly decodes: bool = word(PLAN.MODE) == 1;
  /** Whether an encoder keeps a trace. */
  readonly traces: bool = word(PLAN.MODE) == 2;
  readonly blockLength: i32 = word(PLAN.LENGTH);
  readonly codedLength: i32 = word(PLAN.CODED_LENGTH);
  readonly dictionaryLength: i32 = word(PLAN.DICTIONARY_LENGTH);
  /** Bytes of the dictionary, from the first on, that update only the experts: mixers and APMs do not see them. */
  readonly expertsOnly: i32 = word(PLAN.EXPERTS_ONLY);
  readonly shape: Shape = new Shape(
    spec,
    alphabetSize(),
    word(PLAN.LENGTH) + word(PLAN.DICTIONARY_LENGTH),
  );
  readonly mix: MixSpec = new MixSpec(spec);
  readonly symbols: SymbolSpec = new SymbolSpec(spec);

  /** False when the words name no model that could be built. */
  get valid(): bool {
    const shape = this.shape;
    return (
      this.blockLength > 0 &&
      this.codedLength >= 0 &&
      this.dictionaryLength >= 0 &&
      this.expertsOnly >= 0 &&
      this.expertsOnly <= this.dictionaryLength &&
      shape.symbols > 1 &&
      inRange(spec, RANGES, PLAN.WORDS - PLAN.SPEC) &&
      shape.width <= MAX_INPUTS &&
      (shape.present || this.mixes || this.mixesSymbols) &&
      (shape.lanes == 1 || !(this.mixes || this.mixesSymbols)) &&
      !(this.mixes && this.mixesSymbols) &&
      (shape.symbols <= MAX.SYMBOLS || !this.mixesSymbols)
    );
  }

  /** True when the distributions of experts of symbols are mixed. */
  get mixesSymbols(): bool {
    return this.symbols.hasExperts;
  }

  /** True when the predictions of experts are mixed bit by bit. */
  get mixes(): bool {
    return this.mix.hasExperts;
  }

  /** Address of the byte values that the block or the dictionary has: v is one if bit v & 7 of byte v >> 3 is set. */
  get alphabet(): usize {
    return words + 4 * PLAN.ALPHABET;
  }

  /** True if the block or the dictionary has the byte value. */
  uses(byte: i32): bool {
    return inAlphabet(byte);
  }
}

function inAlphabet(byte: i32): bool {
  return ((word(PLAN.ALPHABET + (byte >> 5)) >> (byte & 31)) & 1) != 0;
}

function alphabetSize(): i32 {
  let size = 0;
  for (let byte = 0; byte < 256; byte++) size += i32(inAlphabet(byte));
  return size;
}
