/** Places for a chart's labels, so that they cover neither each other nor the dots. */

/** A dot and its label, in pixels. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Whether lines run through the dot from left and right. Its label is then placed below or above first. */
  readonly joined: boolean;
}

export type Anchor = 'start' | 'middle' | 'end';

/** The position of a label's anchor relative to the dot, in pixels; the text's middle line is at `dy`. */
export interface Place {
  readonly dx: number;
  readonly dy: number;
  readonly anchor: Anchor;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Pixels of a font of size 10: an average letter's width and a line's height, both with a small margin. */
const LETTER = 5.6;
const LINE = 11;
const RADIUS = 4;

/** Distances from the dot, in lines. */
const STEPS = [1, 1.8, 2.8, 4];

const BESIDE = (far: number): Place[] => [
  { dx: 6, dy: (far - 1) * -LINE, anchor: 'start' },
  { dx: -6, dy: (far - 1) * -LINE, anchor: 'end' },
];

const BELOW_AND_ABOVE = (far: number): Place[] => [
  { dx: 0, dy: far * LINE, anchor: 'middle' },
  { dx: 0, dy: far * -LINE, anchor: 'middle' },
];

/** In the order of preference. */
const PLACES = STEPS.flatMap((far) => [...BESIDE(far), ...BELOW_AND_ABOVE(far)]);
const PLACES_IF_JOINED = STEPS.flatMap((far) => [...BELOW_AND_ABOVE(far), ...BESIDE(far)]);

function labelBox(dot: Dot, { dx, dy, anchor }: Place): Box {
  const width = dot.text.length * LETTER;
  const share = { start: 0, middle: 0.5, end: 1 }[anchor];
  const left = dot.x + dx - share * width;
  const middle = dot.y + dy;
  return { left, right: left + width, top: middle - LINE / 2, bottom: middle + LINE / 2 };
}

function around({ x, y }: Dot): Box {
  return { left: x - RADIUS, right: x + RADIUS, top: y - RADIUS, bottom: y + RADIUS };
}

/** Area that two boxes share. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return Math.max(0, width) * Math.max(0, height);
}

function area(box: Box): number {
  return (box.right - box.left) * (box.bottom - box.top);
}

/** A place for each label, in order: the first place that covers nothing, else the one that covers the least area. */
export function placeLabels(dots: readonly Dot[], frame: Box): Place[] {
  const taken = dots.map(around);
  return dots.map((dot, index) => {
    const others = taken.filter((_, other) => other !== index);
    const covered = (place: Place) => {
      const box = labelBox(dot, place);
      const outside = area(box) - overlap(box, frame);
      return others.reduce((sum, other) => sum + overlap(box, other), outside);
    };
    const places = dot.joined ? PLACES_IF_JOINED : PLACES;
    let best = places[0] as Place;
    for (const place of places) {
      if (covered(place) === 0) {
        best = place;
        break;
      }
      if (covered(place) < covered(best)) best = place;
    }
    taken.push(labelBox(dot, best));
    return best;
  });
}
