import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface AxeChoices {
  /** Look at this part of the page alone. */
  readonly within?: string | undefined;
  /** Contrast alone: what a change of colours can break. */
  readonly contrastOnly?: boolean;
}

/** What axe finds by the WCAG 2.2 AA rules, one line each; empty when nothing. */
export async function axeFindings(page: Page, { within, contrastOnly = false }: AxeChoices = {}): Promise<string[]> {
  // In the page itself: there are no frames, and gathering the findings in a page of their own takes as long again.
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  if (within) builder.include(within);
  const { violations } = await (contrastOnly
    ? builder.withRules(['color-contrast'])
    : builder.withTags(tags)
  ).analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`,
    ),
  );
}
