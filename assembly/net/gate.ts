import { floats } from '../memory/arena';
import { sigmoid4, tanh4 } from '../numeric/elementary';
import { madd } from '../numeric/panel';
import { dot } from '../numeric/vector';
import { Form } from './form';

/** Added to the mean square before its root is taken. */
const EPSILON: f32 = 1e-5;

/** The function of a gate. SCALE is the identity, and the gate has no bias: its place in the parameters stays 0. */
export enum ACT {
  LOGISTIC,
  TANH,
  IDENTITY,
  SCALE,
}

/**
 * One function of a cell over its H units: y = act(gain z / rms(z) + bias), with a learned gain and bias for each unit.
 * Without RMS normalisation (Zhang and Sennrich 2019) it is y = act(gain z + bias).
 */
export class Gate {
  private readonly H: i32;
  private readonly normalised: bool;
  private readonly clip: f32;
  private readonly sums: i32;
  /** Bytes between the gradients of two lanes; 0: all lanes add to the same. */
  private readonly laneBytes: usize;
  /** H gains, then H biases. */
  readonly parameters: usize;
  /** Those that forward and backward read: training may have them quantised. */
  values: usize;
  /** The gradients in the same layout: one, or one a lane. */
  gradients: usize = 0;

  constructor(
    form: Form,
    private readonly act: ACT,
    private readonly initialBias: f32,
  ) {
    const H = form.width;
    this.H = H;
    this.normalised = form.normalised;
    this.clip = form.clip;
    this.sums = form.apart ? form.lanes : 1;
    this.laneBytes = form.apart ? (<usize>(2 * H)) << 2 : 0;
    this.parameters = floats(2 * H);
    this.values = this.parameters;
  }

  /** Reserves the memory of the gradients. */
  reserve(): void {
    this.gradients = floats(this.sums * 2 * this.H);
  }

  initialise(): void {
    for (let i = 0; i < this.H; i++) {
      store<f32>(this.parameters + ((<usize>i) << 2), 1);
      store<f32>(this.parameters + ((<usize>(this.H + i)) << 2), this.initialBias);
    }
  }

  /** Computes y from the pre-activations z, which are normalised in place. Stores 1 / rms(z) at `scale` for backward. */
  forward(z: usize, y: usize, scale: usize): void {
    const bytes = (<usize>this.H) << 2;
    const gain = this.values;
    const bias = gain + bytes;
    const act = this.act;
    let s: f32 = 1;
    if (this.normalised) s = 1 / sqrt<f32>(dot(z, z, this.H) / f32(this.H) + EPSILON);
    store<f32>(scale, s);
    const scales = f32x4.splat(s);
    for (let i: usize = 0; i < bytes; i += 16) {
      const normal = f32x4.mul(v128.load(z + i), scales);
      v128.store(z + i, normal);
      const a = madd(v128.load(bias + i), normal, v128.load(gain + i));
      v128.store(y + i, act == ACT.LOGISTIC ? sigmoid4(a) : act == ACT.TANH ? tanh4(a) : a);
    }
  }

  /**
   * Replaces dy at `d` by dz, clipped; z, y and scale as forward left them. Adds to the gradients of gain and bias, those
   * of `lane` where lanes have their own.
   */
  backward(d: usize, z: usize, y: usize, scale: usize, lane: usize): void {
    const bytes = (<usize>this.H) << 2;
    const gain = this.values;
    const gainGradient = this.gradients + lane * this.laneBytes;
    const biasGradient = gainGradient + bytes;
    const act = this.act;
    const one = f32x4.splat(1);
    for (let i: usize = 0; i < bytes; i += 16) {
      const out = v128.load(y + i);
      let da = v128.load(d + i);
      if (act == ACT.LOGISTIC) da = f32x4.mul(da, f32x4.mul(out, f32x4.sub(one, out)));
      else if (act == ACT.TANH) da = f32x4.mul(da, f32x4.sub(one, f32x4.mul(out, out)));
      if (act != ACT.SCALE) {
        v128.store(biasGradient + i, f32x4.add(v128.load(biasGradient + i), da));
      }
      v128.store(gainGradient + i, madd(v128.load(gainGradient + i), da, v128.load(z + i)));
      v128.store(d + i, f32x4.mul(da, v128.load(gain + i)));
    }
    // Back through z / rms(z): the component of d along the normalised z only changes the norm, so it is removed.
    const along = f32x4.splat(this.normalised ? -dot(d, z, this.H) / f32(this.H) : 0);
    const scales = f32x4.splat(load<f32>(scale));
    const high = f32x4.splat(this.clip);
    const low = f32x4.splat(-this.clip);
    for (let i: usize = 0; i < bytes; i += 16) {
      const dz = f32x4.mul(scales, madd(v128.load(d + i), along, v128.load(z + i)));
      v128.store(d + i, f32x4.pmin(f32x4.pmax(dz, low), high));
    }
  }
}
