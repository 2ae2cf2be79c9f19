import type { Tone } from '../../ui/state.tsx';
import { whenText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';

/** Whether shoppers find it now. */
export function stateOf(publishAt: number | null, now: number): readonly [Tone, string] {
  if (publishAt === null) return ['open', t('Draft')];
  if (publishAt <= now) return ['ok', t('Shown')];
  return ['waiting', t('From {when}', { when: whenText(publishAt, now) })];
}

export function languageName(lang: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(lang) ?? lang;
  } catch {
    return lang;
  }
}

/** What most shops say beside their goods, with what a law or a shopper asks of each. */
export const startingPages = [
  ['About us', '## Who we are\n\n\n## Where to find us\n'],
  ['Delivery', '## Where we send\n\n\n## What it costs\n\n\n## How long it takes\n'],
  ['Returns', '## How long you have\n\n\n## How to send it back\n\n\n## When you get your money\n'],
  ['Privacy', '## What we keep\n\n\n## Why\n\n\n## What you can ask of us\n'],
  ['Legal notice', '## Who is behind this shop\n\n\n## How to reach us\n'],
] as const;
