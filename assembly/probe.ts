export { planAddress } from './codec/plan';
