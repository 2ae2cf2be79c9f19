import type { ThemeManifest } from '@tillhouse/shared/domains/content/theme-parts.ts';
import type { Template } from 'liquidjs';
import { checkFiles } from './check-files.ts';
import { fail, type Finding, warn } from './check-finding.ts';
import { checkMarkup } from './check-markup.ts';
import { checkVariables } from './check-variables.ts';
import { dataShape } from './data-shape.ts';
import { THEME_PAGES, type ThemePage } from './theme-data.ts';
import { type TemplateFault, ThemeEngine } from './theme-engine.ts';
import { isTemplate, type ThemeFile } from './theme-files.ts';
import { sourceOf } from './theme-source.ts';
import { OWN_TAGS } from './theme-tags.ts';

export interface Checked {
  /** The gravest first, then by file and line */
  readonly findings: readonly Finding[];
  /** Undefined where theme.json is none */
  readonly manifest: ThemeManifest | undefined;
}

const LAYOUT = 'layout/theme.liquid';
const neededIn: Readonly<Record<string, readonly string[]>> = {
  layout: ['tillhouse_head', 'tillhouse_notes', 'tillhouse_main'],
  ...{
    product: ['tillhouse_buy'],
    cart: ['tillhouse_cart'],
    account: ['tillhouse_account'],
    order: ['tillhouse_order'],
  },
};

/** All that can be said of a theme without showing it: the same at the developer's, and in the cloud that takes it in. */
export function checkTheme(files: readonly ThemeFile[]): Checked {
  const found = new Map<string, Finding>();
  const report = (finding: Finding) =>
    void found.set(`${finding.file}:${finding.line} ${finding.code} ${finding.message}`, finding);
  const manifest = checkFiles(files, report);
  const tooMuch = [...found.values()].some(({ code }) => code === 'too-large' || code === 'too-many');
  if (!tooMuch) checkTemplates(files, manifest, report);
  const findings = [...found.values()].sort(
    (a, b) => a.level.localeCompare(b.level) || a.file.localeCompare(b.file) || a.line - b.line,
  );
  return { findings, manifest };
}

function checkTemplates(
  files: readonly ThemeFile[],
  manifest: ThemeManifest | undefined,
  report: (finding: Finding) => void,
): void {
  const names = files.flatMap(({ path }) => (path.startsWith('assets/') ? path.slice('assets/'.length) : []));
  const engine = new ThemeEngine(sourceOf(files, { names, address: '/theme/', scripts: true }));
  const templates = files.filter(({ path }) => isTemplate(path));
  const parsed = new Map<string, readonly Template[]>();
  for (const { path, body } of templates) {
    checkMarkup(path, body.toString('utf8'), report);
    checkAssets(path, body.toString('utf8'), names, report);
    try {
      const read = engine.parsed(path);
      if (read) parsed.set(path, read);
    } catch (error) {
      const { template, line, message } = error as TemplateFault;
      report(fail(template, line, 'not-liquid', message));
    }
  }
  const used = new Map<string, Set<string>>();
  const bare: { readonly name: string; readonly finding: Finding }[] = [];
  for (const page of ['layout', ...THEME_PAGES] as const) {
    const file = page === 'layout' ? LAYOUT : `templates/${page}.liquid`;
    if (!parsed.has(file)) continue;
    const met = new Map<string, number>();
    checkVariables(
      {
        report,
        templates: (path) => parsed.get(path),
        used: (path, given) => void used.set(path, new Set([...(used.get(path) ?? []), ...given])),
        bare: (name, finding) => void bare.push({ name, finding }),
        met: (tag, where, line) => {
          met.set(tag, (met.get(tag) ?? 0) + 1);
          const only = OWN_TAGS[tag]?.page ?? null;
          if (only !== null && only !== page)
            report(fail(where, line, 'tag-elsewhere', `{% ${tag} %} belongs into ${placeOf(only)} alone.`));
        },
      },
      file,
      dataShape(page, manifest).fields,
    );
    for (const tag of neededIn[page] ?? []) {
      const times = met.get(tag) ?? 0;
      if (times !== 1)
        report(
          fail(
            file,
            0,
            'missing-tag',
            `{% ${tag} %} has to be in it once, and is ${times === 0 ? 'not' : `${times} times`}.`,
          ),
        );
    }
  }
  for (const { name, finding } of bare) if (!used.get(finding.file)?.has(name)) report(finding);
  for (const { path } of templates)
    if (/^(sections|snippets)\//.test(path) && !used.has(path) && parsed.has(path))
      report(warn(path, 0, 'not-used', 'No template brings this in.'));
}

const placeOf = (page: ThemePage | 'layout'): string => (page === 'layout' ? LAYOUT : `templates/${page}.liquid`);

/** Styles and scripts that a template names. */
function checkAssets(path: string, text: string, names: readonly string[], report: (finding: Finding) => void): void {
  for (const found of text.matchAll(/\{%-?\s*theme_(?:style|script)\s+['"]([^'"]*)['"]/g))
    if (!names.includes(found[1] ?? ''))
      report(
        fail(
          path,
          text.slice(0, found.index).split('\n').length,
          'missing-file',
          `The theme has no assets/${found[1]}.`,
        ),
      );
}
