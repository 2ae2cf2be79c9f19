import { OWN_TAGS } from '@tillhouse/cloud-api/services/storefront/themes/theme-tags.ts';
import { layoutData, THEME_PAGES, themeData } from '@tillhouse/cloud-api/services/storefront/themes/theme-data.ts';
import * as z from 'zod';
import { code, page, table } from './markdown.ts';

interface Node {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
}

const told = (node: Node): Node => node.anyOf?.find(({ type }) => type !== 'null') ?? node;

function kindOf(node: Node): string {
  const of = told(node);
  const none = of === node ? '' : ', or nothing';
  if (of.enum) return of.enum.map((value) => `'${value}'`).join(' · ') + none;
  if (of.type === 'array') return `list${none}`;
  return `${of.type === 'integer' ? 'whole number' : of.type === 'object' ? 'object' : (of.type ?? 'any')}${none}`;
}

/** Every name with all below it: `product.price.text`. */
function rowsOf(properties: Readonly<Record<string, Node>>, above: string): string[][] {
  return Object.entries(properties).flatMap(([name, node]) => {
    const of = told(node);
    const path = above + name;
    const below = of.properties ?? (of.items && told(of.items).properties);
    const said = node.description ?? of.description ?? '';
    return [[code(path), kindOf(node), said], ...(below ? rowsOf(below, `${path}${of.items ? '[]' : ''}.`) : [])];
  });
}

const schemaOf = (name: keyof typeof themeData | 'layout'): Node =>
  z.toJSONSchema(name === 'layout' ? layoutData : themeData[name]) as unknown as Node;

function own(name: keyof typeof themeData): Readonly<Record<string, Node>> {
  const every = schemaOf('layout').properties ?? {};
  return Object.fromEntries(
    Object.entries(schemaOf(name).properties ?? {}).filter(([field]) => !Object.hasOwn(every, field)),
  );
}

const columns = ['name', 'kind', 'what it is'];

export function themeDataPage(): string {
  const about =
    'What the templates of a theme get (`docs/themes.md`), and nothing else. The same as a JSON Schema: `theme-data.schema.json`. In a list the names below it are of each of its entries (`[]`).';
  return page('Data of themes', about, [
    '## Every template, section and snippet, and the layout',
    '',
    ...table(columns, rowsOf(schemaOf('layout').properties ?? {}, '')),
    ...THEME_PAGES.flatMap((name) => {
      const rows = rowsOf(own(name), '');
      return [
        `## \`templates/${name}.liquid\``,
        '',
        ...(rows.length > 0 ? table(columns, rows) : ['Nothing beside it.', '']),
      ];
    }),
    '## Tags',
    '',
    ...table(
      ['tag', 'where', 'what it puts there'],
      [
        ...Object.entries(OWN_TAGS).map(([name, { page: only, doc }]) => [
          code(`{% ${name} %}`),
          only === null ? 'anywhere' : code(only === 'layout' ? 'layout/theme.liquid' : `templates/${only}.liquid`),
          doc,
        ]),
        [code("{% theme_style 'name.css' %}"), 'anywhere', 'A style of `assets/`, with its hash.'],
        [
          code("{% theme_script 'name.js' %}"),
          'anywhere',
          'A script of `assets/`, with its hash; nothing below the address of the cloud, which shops share.',
        ],
        [code("{% section 'name' %}"), 'anywhere', '`sections/name.liquid`, with the data of the page.'],
        [
          code("{% render 'name', product: product %}"),
          'anywhere',
          '`snippets/name.liquid`, with the data of the page and what it is given.',
        ],
      ],
    ),
    'Of LiquidJS there are all other tags but `include`, `layout` and `block`, and all filters; beside them:',
    '',
    ...table(
      ['filter', 'what it makes'],
      [
        [
          code("{{ 'cart.title' | t }}"),
          'The word of `locales/`, in the language of the shop, else in English. `t: count: 3` fills `{count}`.',
        ],
        [code("{{ 'mark.svg' | asset_url }}"), 'The address of a file of `assets/`.'],
        [code('| raw'), 'Puts out as it is what is named `html` or `text_html`, and escapes everything else.'],
      ],
    ),
  ]);
}

export function themeDataSchema(): string {
  const written = Object.fromEntries(
    (['layout', ...THEME_PAGES] as const).map((name) => {
      const { $schema: _schema, ...schema } = schemaOf(name) as Node & { $schema?: string };
      return [name, schema];
    }),
  );
  const whole = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'What the templates of a theme get, by template',
    $defs: written,
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}
