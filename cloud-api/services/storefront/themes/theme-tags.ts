import {
  type Context,
  type Emitter,
  type Liquid,
  Tag,
  type TagToken,
  type Template,
  type TopLevelToken,
} from 'liquidjs';
import type { ThemePage } from './theme-data.ts';

/** What the cloud itself puts into a page, as HTML that is done. */
export interface OwnParts {
  readonly head: string;
  readonly notes: string;
  /** Opening and closing of the element that counts the basket */
  readonly cartButton: readonly [open: string, close: string];
  readonly buy: string;
  readonly cart: string;
  readonly account: string;
  readonly order: string;
}

/** What a theme's tags reach while one page is written. */
export interface Writing {
  readonly parts: OwnParts;
  /** Of the template, for the layout */
  readonly main: string;
}

export interface TagSource {
  /** Of the page that is being written; there is one at a time. */
  readonly now: () => Writing;
  /** HTML that brings in a style or script of the theme; undefined where it has none of that name */
  readonly asset: (kind: 'style' | 'script', name: string) => string | undefined;
  readonly section: (name: string) => Template[] | undefined;
}

/** Tags that stand for what is ours, with the only template that each belongs into; null: any. */
export const OWN_TAGS: Readonly<Record<string, { readonly page: ThemePage | 'layout' | null; readonly doc: string }>> =
  {
    tillhouse_head: {
      page: 'layout',
      doc: 'In `<head>`, once, needed: title, description, canonical address, `hreflang`, structured data, icon and manifest, the look as CSS variables, the scripts of the shop with their hashes. Do not write any of these yourself.',
    },
    tillhouse_notes: {
      page: 'layout',
      doc: 'First in `<body>`, once, needed: the link that skips to `#content`, the note that there is no connection (`.offline`), and the bar of a preview (`.preview-bar`).',
    },
    tillhouse_main: {
      page: 'layout',
      doc: 'Once, needed: what the template of the page wrote. Put it into `<main id="content" tabindex="-1">`.',
    },
    tillhouse_cart_button: {
      page: null,
      doc: 'Around a link to the basket, with `{% endtillhouse_cart_button %}`: shows how much is in it and opens it.',
    },
    tillhouse_buy: {
      page: 'product',
      doc: 'Needed: choosing a variant, buying it, the notice when it is back; without a script a list of what there is (`.variants`).',
    },
    tillhouse_cart: { page: 'cart', doc: 'Needed: the basket.' },
    tillhouse_account: { page: 'account', doc: 'Needed: sign-in, orders, addresses.' },
    tillhouse_order: { page: 'order', doc: 'Needed: how an order stands.' },
  };

type Put = (source: TagSource, text: string) => string;

function simple(put: Put, source: TagSource) {
  return class extends Tag {
    readonly #text: string;
    constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
      super(token, remaining, liquid);
      this.#text = token.args.trim();
    }
    render(_context: Context, emitter: Emitter): void {
      emitter.write(put(source, this.#text));
    }
  };
}

/** `'theme.css'` without its quotes. @throws where it is no plain name */
export function quoted(text: string): string {
  const [, name] = /^(?:'([^']*)'|"([^"]*)")$/.exec(text)?.filter((part) => part !== undefined) ?? [];
  if (name === undefined) throw new Error(`a name in quotes is wanted, not ${text || 'nothing'}`);
  return name;
}

function assetTag(kind: 'style' | 'script'): Put {
  return ({ asset }, text) => {
    const name = quoted(text);
    const found = asset(kind, name);
    if (found === undefined) throw new Error(`the theme has no assets/${name}`);
    return found;
  };
}

/** Also knows where a template says which section it brings in. */
export class SectionTag extends Tag {
  static source: TagSource;
  readonly file: string;
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    this.file = quoted(token.args.trim());
  }
  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const { source } = this.constructor as typeof SectionTag;
    const templates = source.section(this.file);
    if (!templates) throw new Error(`the theme has no sections/${this.file}.liquid`);
    yield this.liquid.renderer.renderTemplates(templates, context.spawn(), emitter);
  }
}

function aroundLink(source: TagSource) {
  return class extends Tag {
    readonly templates: Template[] = [];
    constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
      super(token, remaining, liquid);
      const stream = liquid.parser
        .parseStream(remaining)
        .on('template', (template: Template) => this.templates.push(template))
        .on('tag:endtillhouse_cart_button', () => stream.stop())
        .on('end', () => {
          throw new Error('tag {% tillhouse_cart_button %} not closed');
        });
      stream.start();
    }
    *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
      const [open, close] = source.now().parts.cartButton;
      emitter.write(open);
      yield this.liquid.renderer.renderTemplates(this.templates, context, emitter);
      emitter.write(close);
    }
  };
}

/** Of LiquidJS: they read other files by other rules, or write what no page needs. */
const NOT_OFFERED = ['include', 'layout', 'block'];

export function addTags(liquid: Liquid, source: TagSource): void {
  for (const name of NOT_OFFERED) delete liquid.tags[name];
  const part = (of: (writing: Writing) => string) => simple(() => of(source.now()), source);
  liquid.registerTag(
    'tillhouse_head',
    part(({ parts }) => parts.head),
  );
  liquid.registerTag(
    'tillhouse_notes',
    part(({ parts }) => parts.notes),
  );
  liquid.registerTag(
    'tillhouse_main',
    part(({ main }) => main),
  );
  for (const name of ['buy', 'cart', 'account', 'order'] as const)
    liquid.registerTag(
      `tillhouse_${name}`,
      part(({ parts }) => parts[name]),
    );
  liquid.registerTag('tillhouse_cart_button', aroundLink(source));
  liquid.registerTag('theme_style', simple(assetTag('style'), source));
  liquid.registerTag('theme_script', simple(assetTag('script'), source));
  liquid.registerTag(
    'section',
    class extends SectionTag {
      static override source = source;
    },
  );
}
