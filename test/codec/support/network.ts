/** A network of the probe's, its parameters by name (assembly/probe/harness.ts). */
import { parametersOf } from '#dist/codec/parameters.js';
import type { ModelSpec } from '#dist/model/model-spec.js';
import { get } from '../../reference/float32.js';
import { Probe } from './probe.js';

export class TestNetwork {
  private readonly probe = new Probe();
  private parameters = new Map<string, Float32Array>();

  constructor(
    private readonly spec: ModelSpec,
    readonly symbols: number,
  ) {
    this.open();
  }

  /** Begins anew with initial weights. */
  open(): void {
    const { call } = this.probe;
    this.probe.plan(this.spec, this.symbols, 1000);
    if (call.openNetwork() !== 0) throw new Error('no network of this plan');
    this.parameters = new Map(
      parametersOf({ memory: this.probe.memory, parameter: call.parameter }).map((parameter) => [
        parameter.name,
        parameter.values,
      ]),
    );
  }

  get names(): string[] {
    return [...this.parameters.keys()];
  }

  /** The parameter's values, there to be read and written. */
  parameter(name: string): Float32Array {
    const values = this.parameters.get(name);
    if (!values) throw new Error(`no parameter ${name} among ${this.names}`);
    return values;
  }

  /** Predicts and learns from symbols, [step][lane]; returns how many steps until the network diverged. */
  run(symbols: readonly number[]): number {
    const { call, memory } = this.probe;
    new Uint8Array(memory.buffer).set(symbols, call.symbolsAddress());
    return call.runSegment(symbols.length / this.spec.lanes);
  }

  /** What the last run predicted of a symbol: step by step, lane by lane. */
  probability(row: number, symbol: number): number {
    const address = this.probe.call.probabilitiesAddress();
    return get(this.probe.at(address + 4 * row * this.symbols, this.symbols), symbol);
  }

  /** All there is, as bytes, and the way back to it. */
  save(): Uint8Array {
    return new Uint8Array(this.probe.memory.buffer).slice();
  }

  restore(saved: Uint8Array): void {
    new Uint8Array(this.probe.memory.buffer).set(saved);
  }
}
