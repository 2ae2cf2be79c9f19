import { checkTheme } from '@tillhouse/cloud-api/services/storefront/themes/check-theme.ts';
import { fail, type Finding, warn } from '@tillhouse/cloud-api/services/storefront/themes/check-finding.ts';
import { type TemplateFault, ThemeEngine } from '@tillhouse/cloud-api/services/storefront/themes/theme-engine.ts';
import type { ThemeFile } from '@tillhouse/cloud-api/services/storefront/themes/theme-files.ts';
import { sourceOf } from '@tillhouse/cloud-api/services/storefront/themes/theme-source.ts';
import { samplePage, samplePaths } from './sample-page.ts';

/** What the cloud checks, and beside it whether every template can write the pages of the sample shop. */
export function checkShown(files: readonly ThemeFile[]): readonly Finding[] {
  const { findings, manifest } = checkTheme(files);
  if (!manifest || findings.some(({ level }) => level === 'error')) return findings;
  const names = files.flatMap(({ path }) => (path.startsWith('assets/') ? path.slice('assets/'.length) : []));
  const engine = new ThemeEngine(sourceOf(files, { names, address: '/theme/', scripts: true }));
  const shown = new Map<string, Finding>();
  for (const path of samplePaths) {
    try {
      const text = engine.render(samplePage(manifest, path, 'http://127.0.0.1'));
      const headings = text.match(/<h1[\s>]/g)?.length ?? 0;
      const file = `templates/${samplePage(manifest, path, 'http://127.0.0.1').page}.liquid`;
      if (headings !== 1)
        shown.set(
          `${file} h1`,
          warn(file, 0, 'heading', `The page ${path} has ${headings} headings <h1>; one says what it is.`),
        );
    } catch (error) {
      const { template, line, message } = error as TemplateFault;
      shown.set(
        `${template}:${line}`,
        fail(template, line, 'does-not-show', `${message} (at ${path} of the sample shop)`),
      );
    }
  }
  return [...shown.values(), ...findings].sort((a, b) => a.level.localeCompare(b.level));
}

export const lineOf = ({ file, line, level, code, message }: Finding): string =>
  `${file}${line > 0 ? `:${line}` : ''}  ${level}  ${message}  (${code})`;
