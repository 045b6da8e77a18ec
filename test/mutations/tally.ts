/** What became of the mutants, counted by kind. */

interface KindTally {
  /** Error code, or 'right bytes', and how often. */
  readonly outcomes: Map<string, number>;
  /** Largest work of one mutant, as a multiple of the intact archive's. */
  ratio: number;
}

export class Tally {
  private readonly kinds = new Map<string, KindTally>();

  add(kind: string, outcome: string, ratio: number): void {
    const tally = this.kinds.get(kind) ?? { outcomes: new Map(), ratio: 0 };
    tally.outcomes.set(outcome, (tally.outcomes.get(outcome) ?? 0) + 1);
    tally.ratio = Math.max(tally.ratio, ratio);
    this.kinds.set(kind, tally);
  }

  /** Largest ratio among the kinds that `wanted` accepts. */
  ratio(wanted: (kind: string) => boolean): number {
    const ratios = [...this.kinds].filter(([kind]) => wanted(kind)).map(([, { ratio }]) => ratio);
    return Math.max(0, ...ratios);
  }

  /** Outcome and count over all kinds, the most frequent first. */
  totals(): [outcome: string, count: number][] {
    const totals = new Map<string, number>();
    for (const { outcomes } of this.kinds.values())
      for (const [outcome, count] of outcomes)
        totals.set(outcome, (totals.get(outcome) ?? 0) + count);
    return [...totals].sort(([, a], [, b]) => b - a);
  }

  /** One line a kind. */
  lines(): string[] {
    return [...this.kinds]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, { outcomes, ratio }]) => {
        const counts = [...outcomes].sort(([, a], [, b]) => b - a);
        const list = counts.map(([outcome, count]) => `${outcome} ${count}`).join(', ');
        return `${kind.padEnd(32)} work ${ratio.toFixed(2).padStart(6)}   ${list}`;
      });
  }
}
