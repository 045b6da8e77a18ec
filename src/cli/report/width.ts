/** The width of a text in terminal columns. */

/** Combining marks, which are drawn over the character before them. */
const NO_COLUMN = /^[\p{Mn}\p{Me}\u1160-\u11ff]$/u;

/** East Asian wide and full-width characters, and emoji. */
const TWO_COLUMNS =
  /^[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u3247\u3250-\u4dbf\u4e00-\ua4c6\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]$/u;

/** Makes an emoji of the character before it, which some terminals then draw wider. */
const EMOJI_VARIATION = '\ufe0f';

/** Columns of printable text, summed by code point. Where terminals differ (composed emoji), the largest value. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += width(character);
  return columns;
}

/** Replaces the beginning of a text by `...` if the text takes more than `columns`. */
export function truncateStart(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  const characters = [...text];
  let room = columns - 3;
  let at = characters.length;
  while (at > 0 && width(characters[at - 1] ?? '') <= room) room -= width(characters[--at] ?? '');
  // A combining mark at the cut would be drawn over the dots.
  while (NO_COLUMN.test(characters[at] ?? '')) at++;
  return `...${characters.slice(at).join('')}`;
}

function width(character: string): number {
  if (character === EMOJI_VARIATION) return 1;
  if (NO_COLUMN.test(character)) return 0;
  return TWO_COLUMNS.test(character) ? 2 : 1;
}
