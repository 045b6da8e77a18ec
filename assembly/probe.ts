/** What tests and benchmarks look at inside the codec; a module of its own, not published. */
export { planAddress } from './codec/plan';
export { multiply, multiplyFour, multiplyOne } from './numeric/multiply';
export { addOuter, outerMany, outerOne } from './numeric/outer';
export { multiplyTransposed, transposedOne, transposedTwo } from './numeric/transpose';
