import { Liquid, type Template } from 'liquidjs';
import { escaped } from '../../../platform/http/markup.ts';
import { RAW_FIELDS, type ThemePage } from './theme-data.ts';
import { addTags, type OwnParts, type Writing } from './theme-tags.ts';

/** A theme as it is rendered: nothing of it but these texts is ever read. */
export interface ThemeSource {
  /** By path, `templates/home.liquid` */
  readonly templates: Readonly<Record<string, string>>;
  /** By language, words by their names */
  readonly locales: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By name, `theme.css` */
  readonly assets: Readonly<Record<string, { readonly url: string; readonly integrity: string }>>;
  /** Whether its scripts may run: not at an address that other shops share */
  readonly scripts: boolean;
}

export interface RenderJob {
  readonly page: ThemePage;
  /** As `themeData` of that page has parsed it */
  readonly data: { readonly shop: { readonly language: string } };
  readonly parts: OwnParts;
}

export const RENDER_LIMITS = {
  /** Milliseconds for one template, asked for between its tags */
  ms: 500,
  /** Pieces of text, lists and numbers that a template makes */
  memory: 3_000_000,
  /** Letters of all templates that are read at once */
  parse: 600_000,
  /** Letters of a page */
  output: 1_500_000,
} as const;

/** A template that cannot be read or rendered, and where. */
export class TemplateFault extends Error {
  readonly template: string;
  readonly line: number;
  /** Whether it took more than it may */
  readonly limit: boolean;

  constructor(template: string, line: number, message: string) {
    super(message);
    this.template = template;
    this.line = line;
    this.limit = /limit exceeded|call stack|string length/i.test(message);
  }
}

const LAYOUT = 'layout/theme.liquid';
/** What LiquidJS says of a fault without the place, which is told apart from it. */
const plainMessage = (message: string) => message.replace(/, (?:file|line):.*$/s, '').slice(0, 400);

/** @param path of what was read or rendered, for what is told of no place */
export function faultOf(error: unknown, path: string): TemplateFault {
  if (error instanceof TemplateFault) return error;
  const { message, token } = error as Error & { token?: { file?: string; getPosition(): number[] } };
  const file = token?.file;
  return new TemplateFault(
    file === undefined ? path : pathOfPartial(file),
    token?.getPosition()[0] ?? 0,
    plainMessage(message ?? String(error)),
  );
}

/** Snippets are looked for by their bare name. */
const pathOfPartial = (file: string): string => (file.includes('/') ? file : `snippets/${file}`);

/** One version of a theme, its templates read once. */
export class ThemeEngine {
  readonly liquid: Liquid;
  readonly #source: ThemeSource;
  readonly #parsed = new Map<string, Template[]>();
  #writing: Writing | undefined;
  #language = 'en';
  /** What may be put out as it is, of the page that is being written */
  #trusted: ReadonlySet<unknown> = new Set();

  constructor(source: ThemeSource, { strict = false }: { readonly strict?: boolean } = {}) {
    this.#source = source;
    const snippets: Record<string, string> = Object.create(null);
    for (const [path, text] of Object.entries(source.templates))
      if (path.startsWith('snippets/')) snippets[path.slice('snippets/'.length)] = text;
    this.liquid = new Liquid({
      ...{ templates: snippets, extname: '.liquid', relativeReference: false, cache: true },
      ...{
        outputEscape: escapedValue,
        ownPropertyOnly: true,
        strictFilters: true,
        strictVariables: strict,
        lenientIf: true,
      },
      ...{ renderLimit: RENDER_LIMITS.ms, memoryLimit: RENDER_LIMITS.memory, parseLimit: RENDER_LIMITS.parse },
      ...{ timezoneOffset: 0, locale: 'en' },
    });
    addTags(this.liquid, {
      now: () => {
        if (!this.#writing) throw new Error('no page is being written');
        return this.#writing;
      },
      asset: (kind, name) => this.#asset(kind, name),
      section: (name) => this.#templates(`sections/${name}.liquid`),
    });
    this.liquid.registerFilter('raw', {
      raw: true,
      // Only what the cloud made of words of the shop; whatever else comes here is escaped as everywhere.
      handler: (value: unknown) => (this.#trusted.has(value) ? value : escapedValue(value)),
    });
    this.liquid.registerFilter('t', (name: unknown, ...values: unknown[]) => this.#words(String(name), values));
    this.liquid.registerFilter('asset_url', (name: unknown) => this.#source.assets[String(name)]?.url ?? '');
  }

  /** The templates of a file, read the first time. @throws TemplateFault where it is none */
  parsed(path: string): Template[] | undefined {
    return this.#templates(path);
  }

  #templates(path: string): Template[] | undefined {
    const known = this.#parsed.get(path);
    if (known) return known;
    const text = Object.hasOwn(this.#source.templates, path) ? this.#source.templates[path] : undefined;
    if (text === undefined) return undefined;
    try {
      const parsed = this.liquid.parse(text, path);
      this.#parsed.set(path, parsed);
      return parsed;
    } catch (error) {
      throw faultOf(error, path);
    }
  }

  /** A whole page. @throws TemplateFault */
  render({ page, data, parts }: RenderJob): string {
    this.#language = data.shop.language;
    this.#trusted = rawOf(data);
    this.#writing = { parts, main: '' };
    try {
      const main = this.#render(`templates/${page}.liquid`, data);
      this.#writing = { parts, main };
      const text = this.#render(LAYOUT, data);
      for (const [tag, part] of Object.entries({ tillhouse_head: parts.head, tillhouse_notes: parts.notes }))
        if (text.split(part).length !== 2)
          throw new TemplateFault(LAYOUT, 0, `the layout does not have {% ${tag} %} once`);
      return text;
    } finally {
      this.#writing = undefined;
      this.#trusted = new Set();
    }
  }

  #render(path: string, data: object): string {
    const templates = this.#templates(path);
    if (!templates) throw new TemplateFault(path, 0, 'the theme has no such template');
    let text: string;
    try {
      text = this.liquid.renderSync(templates, {}, { globals: data }) as string;
    } catch (error) {
      throw faultOf(error, path);
    }
    if (text.length > RENDER_LIMITS.output)
      throw new TemplateFault(path, 0, `the page became longer than ${RENDER_LIMITS.output} letters: limit exceeded`);
    return text;
  }

  #asset(kind: 'style' | 'script', name: string): string | undefined {
    const asset = Object.hasOwn(this.#source.assets, name) ? this.#source.assets[name] : undefined;
    if (!asset || !name.endsWith(kind === 'style' ? '.css' : '.js')) return undefined;
    const [url, integrity] = [escaped(asset.url), escaped(asset.integrity)];
    if (kind === 'style') return `<link rel="stylesheet" href="${url}" integrity="${integrity}">`;
    return this.#source.scripts ? `<script src="${url}" integrity="${integrity}" defer></script>` : '';
  }

  #words(name: string, values: readonly unknown[]): string {
    const { locales } = this.#source;
    const own = (lang: string) =>
      Object.hasOwn(locales, lang) && Object.hasOwn(locales[lang] ?? {}, name) ? locales[lang]?.[name] : undefined;
    const text = own(this.#language) ?? own(this.#language.split('-')[0] ?? '') ?? own('en') ?? name;
    const given = new Map(
      values.flatMap((each) => (Array.isArray(each) ? [[String(each[0]), String(each[1])]] : [])) as [string, string][],
    );
    return text.replaceAll(/\{(\w+)\}/g, (all, key: string) => given.get(key) ?? all);
  }
}

const escapedValue = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : escaped(Array.isArray(value) ? value.map(String).join('') : String(value));

/** The values of all fields that hold HTML of ours. */
function rawOf(value: unknown, found = new Set<unknown>()): Set<unknown> {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, each] of Object.entries(value))
    if (RAW_FIELDS.has(key) && typeof each === 'string') found.add(each);
    else rawOf(each, found);
  return found;
}
