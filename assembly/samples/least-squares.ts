import { floats } from '../memory/arena';

/** Added to the diagonal, relative to its mean: keeps weights small where inputs are linearly dependent. */
const RIDGE: f32 = 0.00005;
/** Observations between two solutions. */
const EVERY = 6;

/**
 * Linear prediction with n weights that minimise the squared error of all observations, weighted by fade^age. learn
 * updates the sums of products; every sixth observation solves the normal equations by a Cholesky decomposition
 * L D L^T. n is a multiple of 4; all numbers are f32, sums of four lanes are (l0 + l1) + (l2 + l3).
 */
export class LeastSquares {
  /** Faded sums of x x^T (lower triangle, whole vectors) and of y x; the weights. */
  private readonly products: usize;
  private readonly targets: usize;
  private readonly weights: usize;
  /** In the workspace: L, with 1 / D on its diagonal; L D; the solution of L z = targets. */
  private readonly lower: usize;
  private readonly scaled: usize;
  private readonly solution: usize;
  /** Observations since reset. */
  private seen: i32 = 0;
  /** Factor of the sums at each new observation. */
  private fade: f32 = 0;

  constructor(
    private readonly n: i32,
    workspace: usize,
  ) {
    this.products = floats(n * n);
    this.targets = floats(n);
    this.weights = floats(n);
    this.lower = workspace;
    this.scaled = workspace + ((<usize>(n * n)) << 2);
    this.solution = this.scaled + ((<usize>(n * n)) << 2);
  }

  /** Allocates scratch memory for the decomposition; any number of instances may share it. */
  static workspace(n: i32): usize {
    return floats(2 * n * n + n);
  }

  /** Starts over: all weights are 0, so predictions are 0. */
  reset(fade: f32): void {
    this.fade = fade;
    memory.fill(this.products, 0, (<usize>(this.n * this.n)) << 2);
    memory.fill(this.targets, 0, (<usize>this.n) << 2);
    memory.fill(this.weights, 0, (<usize>this.n) << 2);
    this.seen = 0;
  }

  /** The prediction from n inputs. */
  predict(x: usize): f32 {
    return dot4(x, this.weights, this.n);
  }

  /** Adds the observation that inputs x had the value y. */
  learn(x: usize, y: f32): void {
    const n = this.n;
    const fade = f32x4.splat(this.fade);
    let row = this.products;
    for (let i = 0; i < n; i++, row += (<usize>n) << 2) {
      const xi = v128.load32_splat(x + ((<usize>i) << 2));
      for (let j = 0; j <= i; j += 4) {
        const at = row + ((<usize>j) << 2);
        v128.store(
          at,
          f32x4.add(
            f32x4.mul(v128.load(at), fade),
            f32x4.mul(xi, v128.load(x + ((<usize>j) << 2))),
          ),
        );
      }
    }
    const ys = f32x4.splat(y);
    for (let j: usize = 0; j < (<usize>n) << 2; j += 16) {
      const at = this.targets + j;
      v128.store(at, f32x4.add(f32x4.mul(v128.load(at), fade), f32x4.mul(ys, v128.load(x + j))));
    }
    if (++this.seen % EVERY == 0) this.solve();
  }

  /** Computes new weights; keeps the old ones where the decomposition fails. */
  private solve(): void {
    const n = this.n;
    const stride = (<usize>n) << 2;
    let trace: f32 = 0;
    for (let i = 0; i < n; i++) trace += load<f32>(this.products + <usize>i * (stride + 4));
    const ridge = (trace / f32(n)) * RIDGE + 0.01;
    memory.fill(this.lower, 0, 2 * stride * <usize>n);
    for (let i = 0; i < n; i++) {
      const row = this.lower + <usize>i * stride;
      const scaled = this.scaled + <usize>i * stride;
      const products = this.products + <usize>i * stride;
      for (let j = 0; j < i; j++) {
        const at = (<usize>j) << 2;
        // L[i][j] D[j], then L[i][j] with the reciprocal of D[j] that is stored on the diagonal.
        const s =
          load<f32>(products + at) - dot4(row, this.scaled + <usize>j * stride, (j + 3) & ~3);
        store<f32>(scaled + at, s);
        store<f32>(row + at, s * load<f32>(this.lower + <usize>j * (stride + 4)));
      }
      const d = load<f32>(products + ((<usize>i) << 2)) + ridge - dot4(row, scaled, (i + 3) & ~3);
      if (!(d > ridge * 0.01)) return;
      store<f32>(row + ((<usize>i) << 2), 1 / d);
    }
    // L z = targets, then L^T w = z / D.
    const z = this.solution;
    memory.fill(z, 0, stride);
    for (let i = 0; i < n; i++) {
      const row = this.lower + <usize>i * stride;
      store<f32>(
        z + ((<usize>i) << 2),
        load<f32>(this.targets + ((<usize>i) << 2)) - dot4(row, z, (i + 3) & ~3),
      );
    }
    for (let i = n - 1; i >= 0; i--) {
      const diagonal = this.lower + <usize>i * (stride + 4);
      let s = load<f32>(z + ((<usize>i) << 2)) * load<f32>(diagonal);
      for (let k = i + 1; k < n; k++) {
        s -=
          load<f32>(this.lower + <usize>k * stride + ((<usize>i) << 2)) *
          load<f32>(this.weights + ((<usize>k) << 2));
      }
      store<f32>(this.weights + ((<usize>i) << 2), s);
    }
  }
}

function dot4(a: usize, b: usize, n: i32): f32 {
  let sum = f32x4.splat(0);
  for (const end = a + ((<usize>n) << 2); a < end; a += 16, b += 16) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(a), v128.load(b)));
  }
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}
