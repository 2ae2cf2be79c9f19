import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface AxeChoices {
  /** Look at this part of the page alone. */
  readonly within?: string | undefined;
  /** Contrast alone: what a change of colours can break. */
  readonly contrastOnly?: boolean;
}

/** What we ask of axe, in the page. */
interface Axe {
  run(
    context: object,
    options: object,
  ): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
    }[];
  }>;
}

let source: string | undefined;
/** The axe that @axe-core/playwright brings along. */
const axeSource = (): string => {
  const brought = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'));
  source ??= readFileSync(brought.resolve('axe-core/axe.min.js'), 'utf8');
  return source;
};

/**
 * What axe finds by the WCAG 2.2 AA rules, one line each; empty when nothing. It is put into a page once, and tells of what
 * is wrong alone: all that is right, told node by node, costs as much as looking.
 */
export async function axeFindings(page: Page, { within, contrastOnly = false }: AxeChoices = {}): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource());
  const runOnly = contrastOnly ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: tags };
  return page.evaluate(
    async ({ within, runOnly }) => {
      const { axe } = globalThis as unknown as { readonly axe: Axe };
      const context = within === undefined ? document : { include: [[within]] };
      const { violations } = await axe.run(context, { runOnly, resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary?.split('\n')[1]?.trim() ?? ''}`,
        ),
      );
    },
    { within, runOnly },
  );
}
