/** The expressions in the tables of NUMERICS.md: syntax and precedence of C, integers modulo 2^32. */

/** What names stand for: numbers, functions of numbers, and objects of such names. */
export type Scope = { readonly [name: string]: unknown };

export type Expression = (scope: Scope) => number;

type Binary = (a: number, b: number) => number;

/** Operators of two operands, from the loosest to the tightest. */
const LEVELS: readonly Readonly<Record<string, Binary>>[] = [
  { '^': (a, b) => (a ^ b) >>> 0 },
  { '&': (a, b) => (a & b) >>> 0 },
  { '<': (a, b) => Number(a < b), '>': (a, b) => Number(a > b) },
  { '<<': (a, b) => (a << b) >>> 0, '>>': (a, b) => a >>> b },
  { '+': (a, b) => (a + b) >>> 0, '-': (a, b) => (a - b) >>> 0 },
  { '*': (a, b) => Math.imul(a, b) >>> 0 },
];

/** Compiles an expression; throws for anything that is none. Names are looked up when it is evaluated. */
export function compile(text: string): Expression {
  const tokens = text.match(/[A-Za-z_][\w.]*|0x[\da-f]+|\d+|<<|>>|\S/g) ?? [];
  let at = 0;

  const accept = (token: string): boolean => {
    if (tokens[at] !== token) return false;
    at++;
    return true;
  };
  const expect = (token: string): void => {
    if (!accept(token)) throw new Error(`'${text}': '${token}' expected, not '${tokens[at]}'`);
  };

  function conditional(): Expression {
    const condition = binary(0);
    if (!accept('?')) return condition;
    const yes = conditional();
    expect(':');
    const no = conditional();
    return (scope) => (condition(scope) !== 0 ? yes(scope) : no(scope));
  }

  function binary(level: number): Expression {
    const operators = LEVELS[level];
    if (!operators) return operand();
    let left = binary(level + 1);
    for (;;) {
      const operator = operators[tokens[at] ?? ''];
      if (!operator) return left;
      at++;
      const [first, second] = [left, binary(level + 1)];
      left = (scope) => operator(first(scope), second(scope));
    }
  }

  function operand(): Expression {
    if (accept('(')) {
      const inner = conditional();
      expect(')');
      return inner;
    }
    const token = tokens[at++] ?? '';
    if (/^\d/.test(token)) {
      const number = Number(token);
      return () => number;
    }
    if (!/^[A-Za-z_]/.test(token)) throw new Error(`'${text}': a name expected, not '${token}'`);
    return accept('(') ? call(token) : variable(token);
  }

  function call(name: string): Expression {
    const parameters = [conditional()];
    while (accept(',')) parameters.push(conditional());
    expect(')');
    const [first, second] = parameters as [Expression, Expression?];
    return (scope) => {
      const of = scope[name] as (...values: number[]) => number;
      return second ? of(first(scope), second(scope)) : of(first(scope));
    };
  }

  function variable(name: string): Expression {
    const [object = '', member] = name.split('.');
    const found = (value: unknown): number => {
      if (typeof value === 'number') return value;
      throw new Error(`'${text}': '${name}' is no number`);
    };
    if (member === undefined) return (scope) => found(scope[object]);
    return (scope) => found((scope[object] as Scope)[member]);
  }

  const whole = conditional();
  if (at < tokens.length) throw new Error(`'${text}': nothing expected behind '${tokens[at]}'`);
  return whole;
}

/** A scope with more names, which may be getters. */
export function extend<T extends object>(scope: Scope, names: T): Scope & T {
  return Object.setPrototypeOf(names, scope);
}
