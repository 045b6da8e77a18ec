/** The sign of a run: its line in its colour. */
import { isSecondRound, seriesColor } from '../../src/plot/palette.js';
import { element } from './dom.js';

/** @param color The number of the colour; undefined: an empty box, for a run that is not chosen. */
export function swatch(color: number | undefined): HTMLElement {
  const made = element('span', { class: 'swatch', 'aria-hidden': 'true' });
  if (color === undefined) return made;
  made.classList.add('chosen', ...(isSecondRound(color) ? ['dashed'] : []));
  made.style.setProperty('--color', seriesColor(color));
  return made;
}
