/** The help texts: complete, correct, and of one screen each. */
import { describe, expect, it } from 'vitest';
import { parseCommand } from '#dist/cli/arguments/command.js';
import { OPTIONS } from '#dist/cli/arguments/options.js';
import { helpText, TOPICS } from '#dist/cli/help.js';

/** A terminal of 80 x 24, with a line left for the prompt. */
const ROWS = 23;
const COLUMNS = 80;

const topics = Object.keys(TOPICS);
const options = Object.entries(OPTIONS).filter(([name]) => /^\D/.test(name));

describe('help', () => {
  it.each([undefined, ...topics])('on %s fits a terminal', (topic) => {
    const text = helpText(topic);
    expect(text.endsWith('\n')).toBe(true);
    const lines = text.trimEnd().split('\n');
    expect(lines.filter((line) => line.length > COLUMNS)).toEqual([]);
    expect(lines.length).toBeLessThanOrEqual(ROWS);
    expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
  });

  it.each(options)('names --%s', (name, option) => {
    expect(helpText()).toMatch(new RegExp(`--${name}\\b`));
    if ('short' in option) expect(helpText()).toMatch(new RegExp(`(^|\\s)-${option.short}[\\s,]`));
  });

  it('names no option that does not exist', () => {
    const said = [helpText(), ...topics.map(helpText)]
      .join('')
      .match(/(?<![\w=-])--?[a-zA-Z][\w-]*/g);
    const unknown = (said ?? []).filter((option) => {
      try {
        parseCommand([option, '1']);
        return false;
      } catch (error) {
        return /unknown option/.test(String(error));
      }
    });
    expect(unknown).toEqual([]);
  });

  it('names every topic', () => {
    const line = helpText()
      .split('\n')
      .find((one) => one.includes('--help [TOPIC]'));
    expect(topics.filter((topic) => !line?.includes(topic))).toEqual([]);
  });
});
