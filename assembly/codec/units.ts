import { Plan } from './plan';

/** Units of work (work/budget.ts) that the mix of experts takes for a byte, beside the network. */
export function mixUnits(_plan: Plan): f64 {
  return 20000;
}
