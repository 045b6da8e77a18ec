/** What tests and benchmarks look at inside the codec; a module of its own, not published. */
export { planAddress } from './codec/plan';
export { advance, inputAddress, measure, open } from './index';
export { squash, stretch } from './numeric/elementary';
export { multiply, multiplyFour, multiplyOne } from './numeric/multiply';
export { addOuter, outerMany, outerOne } from './numeric/outer';
export { randomBits, randomUnit, seedRandom } from './numeric/random';
export { softmax } from './numeric/softmax';
export { multiplyTransposed, transposedOne, transposedTwo } from './numeric/transpose';
export { dot } from './numeric/vector';
export { commit, release, reserve } from './probe/arrays';
export { openBrackets, readBrackets } from './probe/brackets';
export {
  decodeBits,
  decodeSymbols,
  encodeBits,
  encodeSymbols,
  openDistribution,
} from './probe/coding';
export {
  bitsSeen,
  counterEntry,
  expectedByte,
  findSlot,
  initialProbabilityOf,
  makeContextTables,
  nextHistory,
  openMatch,
  openSlots,
  slotLine,
  slotSibling,
  startMatch,
  stretchEntry,
  stretchFour,
  takeByte,
  updateEntry,
  updateFour,
} from './probe/contexts';
export { applyExp, applyLog, applyRsqrt, applySigmoid, applyTanh } from './probe/functions';
export {
  openNetwork,
  parameter,
  probabilitiesAddress,
  runSegment,
  symbolsAddress,
} from './probe/harness';
export {
  mixInputs,
  openApm,
  openMixer,
  positionOf,
  refine,
  startApm,
  startMixer,
  updateApm,
  updateMixer,
} from './probe/mixing';
export { multiplyAdd } from './probe/peak';
export { adamStep, whitenRows } from './probe/rules';
