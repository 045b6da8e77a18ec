/** NUMERICS.md, section 20: a linear model fitted by least squares, old observations fading. All f32. */
import { dot, f, get, type Vector, zeros } from '../float32.js';
import { type Matrix, zeroMatrix } from '../matrix.js';

const RIDGE = f(0.00005);
/** Added to the diagonal whatever the data. */
const LEAST_RIDGE = f(0.01);
/** Least share of the ridge that a pivot has. */
const LEAST_PIVOT = f(0.01);
/** Observations between two solutions. */
const EVERY = 6;

const roundedTo4 = (n: number): number => Math.ceil(n / 4) * 4;

export class LeastSquares {
  private products: Matrix = [];
  private targets: Vector = zeros(0);
  private weights: Vector = zeros(0);
  private fade = 0;
  private seen = 0;

  constructor(private readonly n: number) {}

  reset(fade: number): void {
    this.fade = fade;
    this.products = zeroMatrix(this.n, this.n);
    this.targets = zeros(this.n);
    this.weights = zeros(this.n);
    this.seen = 0;
  }

  predict(x: Vector): number {
    return dot(x, this.weights);
  }

  learn(x: Vector, y: number): void {
    const { fade, targets } = this;
    this.products.forEach((row, i) => {
      for (let j = 0; j <= i; j++) row[j] = f(get(row, j) * fade) + f(get(x, i) * get(x, j));
    });
    for (let j = 0; j < this.n; j++) targets[j] = f(get(targets, j) * fade) + f(y * get(x, j));
    this.seen++;
    if (this.seen % EVERY === 0) this.solve();
  }

  /** A is lower triangular with the reciprocals of the pivots on its diagonal; D is A times the pivots. */
  private solve(): void {
    const { n, products, targets, weights } = this;
    const product = (a: Vector, b: Vector, m: number) => dot(a.subarray(0, m), b.subarray(0, m));
    const trace = products.reduce((sum, row, i) => f(sum + get(row, i)), 0);
    const ridge = f(f(f(trace / n) * RIDGE) + LEAST_RIDGE);
    const A = zeroMatrix(n, n);
    const D = zeroMatrix(n, n);
    for (let i = 0; i < n; i++) {
      const [a, d, row] = [A[i], D[i], products[i]] as [Vector, Vector, Vector];
      for (let j = 0; j < i; j++) {
        d[j] = get(row, j) - product(a, D[j] as Vector, roundedTo4(j));
        a[j] = get(d, j) * get(A[j] as Vector, j);
      }
      const pivot = f(f(get(row, i) + ridge) - product(a, d, roundedTo4(i)));
      if (!(pivot > f(ridge * LEAST_PIVOT))) return;
      a[i] = 1 / pivot;
    }
    const z = zeros(n);
    for (let i = 0; i < n; i++) z[i] = get(targets, i) - product(A[i] as Vector, z, roundedTo4(i));
    for (let i = n - 1; i >= 0; i--) {
      let u = f(get(z, i) * get(A[i] as Vector, i));
      for (let k = i + 1; k < n; k++) u = f(u - f(get(A[k] as Vector, i) * get(weights, k)));
      weights[i] = u;
    }
  }
}
