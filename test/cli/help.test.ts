/** The help texts: complete, correct, and of one screen each. */
import { describe, expect, it } from 'vitest';
import { parseCommand } from '#dist/cli/arguments/command.js';
import { OPTIONS } from '#dist/cli/arguments/options.js';
import { helpText, TOPICS } from '#dist/cli/help.js';
import { fieldPages } from '#dist/cli/help-models.js';
import { SPEC_FIELDS, type SpecField } from '#dist/model/fields.js';

/** A terminal of 80 x 24, with a line left for the prompt. */
const ROWS = 23;
const COLUMNS = 80;

const topics = Object.keys(TOPICS);
const fields = Object.entries(SPEC_FIELDS) as [keyof typeof SPEC_FIELDS, SpecField][];
const pages = fields.flatMap(([name]) =>
  fieldPages(name).map((_, page) => (page === 0 ? name : `${name}-${page + 1}`)),
);
const options = Object.entries(OPTIONS).filter(([name]) => /^\D/.test(name));

describe('help', () => {
  it.each([undefined, ...topics, ...pages])('on %s fits a terminal', (topic) => {
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

  it.each(fields)('on %s says what it is, and each of its members', (name, field) => {
    const text = pages.filter((page) => page.split('-')[0] === name).map(helpText);
    expect(text[0]).toContain(`${name}: ${field.about}\n`);
    if (field.kind !== 'set') return;
    const lines = text.flatMap((page) => page.split('\n'));
    for (const [i, member] of field.members.entries())
      expect(lines.map((line) => line.trim().split(/ {2,}/))).toContainEqual([
        member,
        field.meanings[i],
      ]);
  });

  it.each(['words-2', 'records-0', 'records-9', 'constructor', ''])('has no topic %s', (topic) => {
    expect(() => helpText(topic)).toThrow(`no help on '${topic}'`);
  });

  it('names no option that does not exist', () => {
    const said = [...[undefined, ...topics, ...pages].map(helpText)]
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
    const lines = helpText().split('\n');
    const first = lines.findIndex((one) => one.includes('--help [TOPIC]'));
    const named = lines
      .slice(first, first + 2)
      .join(' ')
      .split(' ');
    expect(topics.filter((topic) => !named.includes(topic))).toEqual([]);
  });

  it('names every field', () => {
    const text = ['model', 'mix', 'symbols'].map(helpText).join('').toLowerCase();
    const names = fields.map(([name]) => name);
    expect(names.filter((name) => !text.includes(name.toLowerCase()))).toEqual([]);
  });
});
