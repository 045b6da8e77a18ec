/** NUMERICS.md, section 20, the expert `direct`: bits by the distribution around each forecast. All f32. */
import { log, sigmoid } from '../elementary.js';
import { f } from '../float32.js';
import type { History } from '../history.js';
import type { Forecast } from './forecast.js';
import type { RecordLayout } from './record-layout.js';
import type { Samples } from './samples.js';

const WIDTH = f(1.5);
const SHARE = f(1e-5);
const LEAST = f(1e-12);
const MOST_STRETCHED = 10;

/** What the distribution gives to the values below and above the middle of those that are left. */
type Halves = readonly [under: number, over: number];

export class SampleExpert {
  constructor(
    private readonly history: History,
    private readonly layout: RecordLayout,
    private readonly samples: Samples,
  ) {}

  /** Two inputs for each forecast. */
  predict(): number[] {
    return this.samples.forecasts.flatMap((forecast) =>
      this.samples.open ? inputsOf(this.halves(forecast)) : [0, 0],
    );
  }

  private halves(forecast: Forecast): Halves {
    const { history, layout, samples } = this;
    const { big, signed } = layout;
    const half = 2 ** (7 - history.bits);
    const isHigh = samples.place !== 0 && (big === 1) === (samples.place === 1);
    let low = 2 * half * history.partial - 256;
    const turned = signed === 1 && isHigh && history.bits === 0;
    if (signed === 1 && isHigh && !turned) low ^= 128;
    if (samples.place === 1 && !isHigh) return fold(forecast, low, half);
    const [under, over] = halvesOf(forecast, low, half, isHigh ? 256 : 1, this.base(isHigh));
    return turned ? [over, under] : [under, over];
  }

  /** What the other byte of the sample adds, where it came first. */
  private base(isHigh: boolean): number {
    if (this.samples.place !== 2) return 0;
    const byte = this.history.back(1);
    if (isHigh) return byte - 127.5;
    return 256 * (this.layout.big && this.layout.signed ? byte ^ 128 : byte);
  }
}

function halvesOf(
  { value, spread }: Forecast,
  low: number,
  half: number,
  unit: number,
  base: number,
): Halves {
  const r = f(WIDTH / spread);
  const [a, m, c] = [low, low + half, low + 2 * half].map((x) =>
    f(f(f(f(f(x * unit) + base) - 0.5) - value) * r),
  ) as [number, number, number];
  // On the side where the sums are small, their differences are exact.
  return m > 0
    ? [f(sigmoid(-a) - sigmoid(-m)), f(sigmoid(-m) - sigmoid(-c))]
    : [f(sigmoid(m) - sigmoid(a)), f(sigmoid(c) - sigmoid(m))];
}

/** The less significant byte, which comes first: a sum over four values of the other one. */
function fold({ value, spread }: Forecast, low: number, half: number): Halves {
  const r = f(WIDTH / spread);
  const nearest = Math.floor(f(f(value * (1 / 256)) + 1.5)) - 3;
  const first = f(f(f(f(nearest * 256) + low) - 0.5) - value);
  const parts = [0, 256, 512, 768].map((distance) => {
    const a = f(first + distance);
    const m = f(a + half);
    const c = f(m + half);
    const [sa, sm, sc] = [a, m, c].map((x) => sigmoid(f(x * r))) as [number, number, number];
    return [f(sm - sa), f(sc - sm)] as const;
  });
  const sum = (side: 0 | 1) => {
    const [s0, s1, s2, s3] = parts.map((part) => part[side]) as [number, number, number, number];
    return f(f(s0 + s1) + f(s2 + s3));
  };
  return [sum(0), sum(1)];
}

function inputsOf([under, over]: Halves): [number, number] {
  const share = f(SHARE * f(under + over));
  const weight = (side: number) => f(f(Math.max(side, 0) + share) + LEAST);
  const [u, o] = [weight(under), weight(over)];
  const stretched = f(log(o) - log(u));
  return [
    Math.max(-MOST_STRETCHED, Math.min(MOST_STRETCHED, stretched)),
    f(f(f(o / f(u + o)) * 4) - 2),
  ];
}
