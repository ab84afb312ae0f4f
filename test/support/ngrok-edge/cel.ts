/**
 * The part of the Common Expression Language that Rollcall's traffic policy is written in; anything else is refused by
 * name. Source: ngrok.com/docs/traffic-policy/concepts/expressions.
 */
import { NotInStandIn, Refusal } from './refusals.ts';

/** What a policy may ask about a request. */
export interface PolicyRequest {
  readonly method: string;
  readonly path: string;
}

type Value = string | boolean | readonly string[];
type Expression<T extends Value> = (request: PolicyRequest) => T;
type Typed =
  | { readonly type: 'bool'; readonly of: Expression<boolean> }
  | { readonly type: 'string'; readonly of: Expression<string> }
  | { readonly type: 'list'; readonly of: Expression<readonly string[]> };

const VARIABLES: ReadonlyMap<string, Expression<string>> = new Map([
  ['req.method', (request: PolicyRequest) => request.method],
  ['req.url.path', (request: PolicyRequest) => request.path],
]);

const METHODS: ReadonlyMap<string, (text: string, part: string) => boolean> = new Map([
  ['startsWith', (text: string, part: string) => text.startsWith(part)],
  ['endsWith', (text: string, part: string) => text.endsWith(part)],
  // RE2 in CEL: Rollcall's pattern holds nothing that JavaScript reads differently.
  ['matches', (text: string, pattern: string) => new RegExp(pattern).test(text)],
  ['contains', (text: string, part: string) => text.includes(part)],
]);

const TOKEN =
  /\s*(&&|\|\||==|!=|[!()[\].,]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[A-Za-z_]\w*|\S)/gy;

/** Reads an expression that must be true or false of a request. */
export function compile(source: string): Expression<boolean> {
  const reader = new Reader(source);
  const expression = reader.either();
  reader.expectEnd();
  return bool(expression, source);
}

class Reader {
  readonly #tokens: string[];
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
    this.#tokens = [...source.trim().matchAll(TOKEN)].map(([, token = '']) => token);
  }

  either(): Typed {
    let left = this.#both();
    while (this.#takes('||')) {
      const [a, b] = [bool(left, this.#source), bool(this.#both(), this.#source)];
      left = { type: 'bool', of: (request) => a(request) || b(request) };
    }
    return left;
  }

  expectEnd(): void {
    const [token] = this.#tokens;
    if (token !== undefined) this.#refuse(token);
  }

  #both(): Typed {
    let left = this.#relation();
    while (this.#takes('&&')) {
      const [a, b] = [bool(left, this.#source), bool(this.#relation(), this.#source)];
      left = { type: 'bool', of: (request) => a(request) && b(request) };
    }
    return left;
  }

  #relation(): Typed {
    const left = this.#unary();
    if (this.#takes('in')) {
      const [item, list] = [string(left, this.#source), this.#unary()];
      if (list.type !== 'list') throw invalid(this.#source);
      return { type: 'bool', of: (request) => list.of(request).includes(item(request)) };
    }
    const isEqual = this.#takes('==');
    if (!isEqual && !this.#takes('!=')) return left;
    const [a, b] = [string(left, this.#source), string(this.#unary(), this.#source)];
    return { type: 'bool', of: (request) => (a(request) === b(request)) === isEqual };
  }

  #unary(): Typed {
    if (!this.#takes('!')) return this.#called();
    const negated = bool(this.#unary(), this.#source);
    return { type: 'bool', of: (request) => !negated(request) };
  }

  /** A value and the methods called on it. */
  #called(): Typed {
    let value = this.#primary();
    while (this.#takes('.')) {
      const name = this.#next();
      const method = METHODS.get(name);
      if (method === undefined) throw new NotInStandIn(`the CEL function "${name}"`);
      this.#expect('(');
      const [text, part] = [string(value, this.#source), string(this.either(), this.#source)];
      this.#expect(')');
      value = { type: 'bool', of: (request) => method(text(request), part(request)) };
    }
    return value;
  }

  #primary(): Typed {
    const token = this.#next();
    if (token === '(') {
      const inner = this.either();
      this.#expect(')');
      return inner;
    }
    if (token === '[') return this.#list();
    if (/^["']/.test(token) && token.length > 1) {
      const text = unquoted(token);
      return { type: 'string', of: () => text };
    }
    if (token === 'true' || token === 'false') return { type: 'bool', of: () => token === 'true' };
    if (/^[A-Za-z_]/.test(token)) return this.#variable(token);
    return this.#refuse(token);
  }

  #list(): Typed {
    const items: Expression<string>[] = [];
    while (!this.#takes(']')) {
      items.push(string(this.either(), this.#source));
      if (!this.#takes(',') && this.#tokens[0] !== ']') throw invalid(this.#source);
    }
    return { type: 'list', of: (request) => items.map((item) => item(request)) };
  }

  /** Variables have dots in their names: the name ends where a function's begins. */
  #variable(first: string): Typed {
    let name = first;
    while (this.#tokens[0] === '.' && this.#tokens[2] !== '(') {
      this.#next();
      name += `.${this.#next()}`;
    }
    const variable = VARIABLES.get(name);
    if (variable === undefined) throw new NotInStandIn(`the CEL variable or function "${name}"`);
    return { type: 'string', of: variable };
  }

  #takes(token: string): boolean {
    if (this.#tokens[0] !== token) return false;
    this.#tokens.shift();
    return true;
  }

  #next(): string {
    const token = this.#tokens.shift();
    if (token === undefined) throw invalid(this.#source);
    return token;
  }

  #expect(token: string): void {
    if (!this.#takes(token)) throw invalid(this.#source);
  }

  #refuse(token: string): never {
    if (/^[)\].,'"]$/.test(token)) throw invalid(this.#source);
    throw new NotInStandIn(`"${token}" in the CEL expression ${this.#source}`);
  }
}

function bool(expression: Typed, source: string): Expression<boolean> {
  if (expression.type !== 'bool') throw invalid(source);
  return expression.of;
}

function string(expression: Typed, source: string): Expression<string> {
  if (expression.type === 'string') return expression.of;
  throw new NotInStandIn(`how to compare or call a ${expression.type} in ${source}`);
}

function unquoted(token: string): string {
  return token.slice(1, -1).replaceAll(/\\(.)/g, (written, character: string) => {
    if (!/["'\\]/.test(character)) throw new NotInStandIn(`the CEL escape "${written}"`);
    return character;
  });
}

function invalid(source: string): Refusal {
  return new Refusal('ERR_NGROK_2200', `Invalid policy expression.\n${source}.`);
}
