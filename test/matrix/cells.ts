/** The cells of the matrix: which bundling is opened in which browser under which headers. */

export const BUNDLINGS = [
  'vite 8 build',
  'vite 8 dev',
  'vite 7 build',
  'vite 7 dev',
  'vite 7 dev, excluded',
  'vite 7 dev, worker given',
  'webpack 5',
  'esbuild',
  'esbuild, worker copied',
  'rollup',
  'rollup, worker copied',
  'import map',
] as const;

export const BROWSERS = ['chromium', 'firefox'] as const;

/** Content security policies: none, one that allows what foresay needs, one that allows neither codec nor workers. */
export const POLICIES = {
  none: undefined,
  wasm: { script: "'self' 'wasm-unsafe-eval'", worker: "'self'" },
  strict: { script: "'self'", worker: "'none'" },
} as const;

export type Bundling = (typeof BUNDLINGS)[number];
export type BrowserName = (typeof BROWSERS)[number];
export type Policy = keyof typeof POLICIES;

export interface Cell {
  readonly bundling: Bundling;
  readonly browser: BrowserName;
  /** Whether pages are cross-origin isolated, so that memory can be shared with workers. */
  readonly isolated: boolean;
  readonly policy: Policy;
}

/**
 * Every bundling in both browsers without a policy, once isolated and once not; and under each of the two policies in
 * one browser, chosen so that every pair of values of any two dimensions occurs.
 */
export function coveringCells(): readonly Cell[] {
  return BUNDLINGS.flatMap((bundling, index): Cell[] => {
    const swap = index % 2 === 1;
    const turn = index % 4 > 1;
    const [one, other] = swap ? (['firefox', 'chromium'] as const) : BROWSERS;
    return [
      { bundling, browser: one, isolated: true, policy: 'none' },
      { bundling, browser: other, isolated: false, policy: 'none' },
      { bundling, browser: one, isolated: turn, policy: 'wasm' },
      { bundling, browser: other, isolated: !turn, policy: 'strict' },
    ];
  });
}

/** All cells there are. */
export function allCells(): readonly Cell[] {
  return BUNDLINGS.flatMap((bundling) =>
    BROWSERS.flatMap((browser) =>
      [true, false].flatMap((isolated) =>
        (Object.keys(POLICIES) as Policy[]).map((policy) => ({
          bundling,
          browser,
          isolated,
          policy,
        })),
      ),
    ),
  );
}

/** Headers of every response in a cell; `hashes` are of the scripts inside the page. */
export function headersOf(
  { isolated, policy }: Cell,
  hashes: readonly string[],
): Readonly<Record<string, string>> {
  const { [policy]: rules } = POLICIES;
  const script = rules && [rules.script, ...hashes.map((hash) => `'${hash}'`)].join(' ');
  return {
    ...(isolated && {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    }),
    ...(rules && {
      'content-security-policy': `script-src ${script}; worker-src ${rules.worker}`,
    }),
  };
}
