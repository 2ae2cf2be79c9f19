import { type Filter, type Template, type Token, TypeGuards, type Value } from 'liquidjs';
import { fail, type Finding, type Report, warn } from './check-finding.ts';
import { nearest, type Shape, stepTo, VALUE } from './data-shape.ts';
import { RAW_FIELDS } from './theme-data.ts';

/** What the walk needs of a theme. */
export interface Walked {
  readonly report: Report;
  /** @returns undefined where there is no such file, or it cannot be read */
  readonly templates: (path: string) => readonly Template[] | undefined;
  /** A tag of ours was met, in a file */
  readonly met: (tag: string, file: string, line: number) => void;
  /** A file was brought in, with these names */
  readonly used: (path: string, names: readonly string[]) => void;
  /** A bare name that is not in the data: wrong, unless somebody else gives it to this file */
  readonly bare: (name: string, finding: Finding) => void;
}

type Scope = Readonly<Record<string, Shape>>;

/** The insides of LiquidJS's tags, which it offers by no type. */
interface AnyTag {
  readonly name?: string;
  readonly key?: string;
  readonly variable?: string;
  readonly value?: Value;
  readonly collection?: Token;
  readonly templates?: readonly Template[];
  readonly elseTemplates?: readonly Template[];
  readonly branches?: readonly {
    readonly value?: Value;
    readonly values?: readonly Token[];
    readonly templates: readonly Template[];
  }[];
  readonly file?: unknown;
  readonly hash?: { readonly hash?: Readonly<Record<string, Token | undefined>> };
  readonly with?: { readonly value: Token; readonly alias?: string };
  readonly forBinding?: { readonly value: Token; readonly alias?: string };
}

/** A list stays a list of the same through these. */
const keeps = new Set([
  'where',
  'reject',
  'sort',
  'sort_natural',
  'reverse',
  'slice',
  'uniq',
  'compact',
  'concat',
  'default',
  'limit',
  'offset',
]);
const MOST_DEEP = 40;

const lineOf = (token: Token | undefined): number => token?.getPosition()[0] ?? 0;

class Walk {
  readonly #at: Walked;
  readonly #globals: Scope;
  readonly #file: string;
  readonly #deep: number;

  constructor(at: Walked, globals: Scope, file: string, deep: number) {
    this.#at = at;
    this.#globals = globals;
    this.#file = file;
    this.#deep = deep;
  }

  walk(templates: readonly Template[], outer: Scope): void {
    let scope = { ...outer };
    for (const template of templates) {
      const tag = template as unknown as AnyTag;
      const made = tag.name === undefined ? this.#output(template, tag, scope) : this.#tag(tag, template, scope);
      scope = { ...scope, ...made };
    }
  }

  #output(template: Template, { value }: AnyTag, scope: Scope): Scope {
    if (!value) return {};
    this.#value(value, scope);
    const raw = value.filters.find(({ name }) => name === 'raw');
    if (!raw) return {};
    const [token, ...more] = value.initial.postfix;
    const last = TypeGuards.isPropertyAccessToken(token) && more.length === 0 ? nameOf(token.props.at(-1)) : undefined;
    if (value.filters.length > 1 || last === undefined || !RAW_FIELDS.has(last))
      this.#at.report(
        fail(
          this.#file,
          lineOf(template.token),
          'raw-output',
          `Only ${[...RAW_FIELDS].map((name) => `…${name}`).join(' and ')} may be put out with | raw, and with no other filter; everything else is escaped.`,
        ),
      );
    return {};
  }

  /** @returns names that stand from there on */
  #tag(tag: AnyTag, template: Template, scope: Scope): Scope {
    const { name = '' } = tag;
    if (name.startsWith('tillhouse_')) this.#at.met(name, this.#file, lineOf(template.token));
    if (name === 'assign' && tag.key !== undefined && tag.value) return { [tag.key]: this.#value(tag.value, scope) };
    if (name === 'increment' || name === 'decrement') return { [tag.variable ?? '']: VALUE };
    if (name === 'capture') {
      this.walk(tag.templates ?? [], scope);
      return { [tag.variable ?? '']: VALUE };
    }
    if (name === 'for' || name === 'tablerow') {
      const list = this.#token(tag.collection, scope);
      const of = list?.kind === 'list' ? list.of : null;
      const inner = { ...scope, [tag.variable ?? '']: of, forloop: null, tablerowloop: null };
      this.walk(tag.templates ?? [], inner);
      this.walk(tag.elseTemplates ?? [], scope);
      return {};
    }
    if (name === 'render') return this.#render(tag, template, scope);
    if (name === 'section') {
      this.#into(`sections/${String(tag.file)}.liquid`, {}, template);
      return {};
    }
    if (tag.value) this.#value(tag.value, scope);
    if (name === 'echo') return this.#output(template, tag, scope);
    for (const { value, values, templates } of tag.branches ?? []) {
      if (value) this.#value(value, scope);
      for (const each of values ?? []) this.#token(each, scope);
      this.walk(templates, scope);
    }
    this.walk(tag.templates ?? [], scope);
    this.walk(tag.elseTemplates ?? [], scope);
    return {};
  }

  #render({ file, hash, with: one, forBinding: every }: AnyTag, template: Template, scope: Scope): Scope {
    if (typeof file !== 'string') {
      this.#at.report(fail(this.#file, lineOf(template.token), 'name', 'Write the name of the snippet in quotes.'));
      return {};
    }
    const given: Record<string, Shape> = {};
    for (const [name, token] of Object.entries(hash?.hash ?? {})) given[name] = this.#token(token, scope);
    if (one) given[one.alias ?? file] = this.#token(one.value, scope);
    if (every) {
      const list = this.#token(every.value, scope);
      given[every.alias ?? file] = list?.kind === 'list' ? list.of : null;
      given['forloop'] = null;
    }
    this.#into(`snippets/${file}.liquid`, given, template);
    return {};
  }

  /** Another file, which sees the data of the page and what it is given. */
  #into(path: string, given: Scope, template: Template): void {
    this.#at.used(path, Object.keys(given));
    const templates = this.#at.templates(path);
    if (!templates) {
      this.#at.report(
        fail(this.#file, lineOf(template.token), 'missing-file', `The theme has no ${path}, or it cannot be read.`),
      );
      return;
    }
    if (this.#deep >= MOST_DEEP) {
      this.#at.report(fail(this.#file, lineOf(template.token), 'endless', `${path} brings in itself.`));
      return;
    }
    new Walk(this.#at, this.#globals, path, this.#deep + 1).walk(templates, given);
  }

  /** What a value is, after what is done to it. */
  #value({ initial, filters }: Value, scope: Scope): Shape {
    const tokens = initial.postfix;
    const shapes = tokens.map((token) => this.#token(token, scope));
    let shape = tokens.length === 1 ? (shapes[0] ?? null) : null;
    for (const filter of filters) {
      for (const argument of argumentsOf(filter)) this.#token(argument, scope);
      shape = after(filter.name, shape);
    }
    return shape;
  }

  #token(token: Token | undefined, scope: Scope): Shape {
    const within = (token as { initial?: { postfix: readonly Token[] } } | undefined)?.initial;
    for (const each of within?.postfix ?? []) this.#token(each, scope);
    if (!TypeGuards.isPropertyAccessToken(token) || token.variable) return null;
    const [first, ...rest] = token.props;
    const root = nameOf(first);
    if (root === undefined) return null;
    const named = [root];
    const all = { ...this.#globals, ...scope };
    let shape = Object.hasOwn(all, root) ? all[root] : undefined;
    if (shape === undefined)
      return this.#unknown(token, named, { kind: 'object', fields: all as Record<string, Shape> });
    for (const prop of rest) {
      const name = nameOf(prop);
      // By what another value says: which one it is nobody knows before.
      if (name === undefined) {
        this.#token(prop as Token, scope);
        shape = shape?.kind === 'list' ? shape.of : null;
        continue;
      }
      const next: Shape | undefined = stepTo(shape ?? null, name);
      if (next === undefined) return this.#unknown(token, [...named, name], shape ?? null);
      named.push(name);
      shape = next;
    }
    return shape ?? null;
  }

  #unknown(token: Token, named: readonly string[], among: Shape): Shape {
    const meant = nearest(named.at(-1) ?? '', among);
    const hint = meant === undefined ? '' : `; is ${[...named.slice(0, -1), meant].join('.')} meant?`;
    const text = `${named.join('.')} is not in the data of this page${hint}`;
    const finding = warn(this.#file, lineOf(token), 'unknown-variable', text);
    if (named.length === 1) this.#at.bare(named[0] ?? '', finding);
    else this.#at.report(finding);
    return null;
  }
}

/** A name as it is written; undefined where another value says it. */
function nameOf(token: Token | undefined): string | undefined {
  if (TypeGuards.isQuotedToken(token)) return token.getText().slice(1, -1);
  return TypeGuards.isWordToken(token) || TypeGuards.isNumberToken(token) ? token.getText() : undefined;
}

const argumentsOf = ({ args }: Filter): Token[] =>
  args.flatMap((each) => {
    const token = Array.isArray(each) ? each[1] : each;
    return token ? [token as Token] : [];
  });

function after(filter: string, shape: Shape): Shape {
  if (keeps.has(filter)) return shape;
  if ((filter === 'first' || filter === 'last') && shape?.kind === 'list') return shape.of;
  return null;
}

/** Follows a file, and all that it brings in, with what its page has. @param globals of the page */
export function checkVariables(at: Walked, file: string, globals: Scope): void {
  const templates = at.templates(file);
  if (templates) new Walk(at, globals, file, 0).walk(templates, {});
}
