/** The frontier of size against speed: the results that no other result beats. */

export interface Point {
  /** Archive size in bytes; less is better. */
  readonly bytes: number;
  /** Speed in any unit, the same for all; more is better. */
  readonly speed: number;
}

/** Whether `one` is at least as small and as fast as `other`, and better in one of the two. */
export function beats(one: Point, other: Point): boolean {
  return (
    one.bytes <= other.bytes &&
    one.speed >= other.speed &&
    (one.bytes < other.bytes || one.speed > other.speed)
  );
}

/** For each point, whether none of the others beats it. Equal points do not beat each other. */
export function frontier(points: readonly Point[]): boolean[] {
  return points.map((point) => !points.some((other) => beats(other, point)));
}
