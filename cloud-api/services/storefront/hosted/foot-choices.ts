import { textDirectionOf } from '@tillhouse/shared/domains/content/page-parts.ts';
import { html, type Markup } from '../../../platform/http/markup.ts';
import type { PageView } from './page-view.ts';

interface OtherLanguage {
  readonly lang: string;
  readonly address: string;
}

const down = html`<svg class="ic" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 9l6 6l6 -6"/></svg>`;

function folded(label: string, now: string, others: readonly Markup[]): Markup {
  return html`<details class="pick"><summary><span class="soft">${label}</span> ${now}${down}</summary><ul>${others.map((each) => html`<li>${each}</li>`)}</ul></details>`;
}

/** `Deutsch`, and `Deutsch (Österreich)` where another shop is in the same language: each language by its own name. */
export function languageName(lang: string, among: readonly OtherLanguage[]): string {
  const { language } = new Intl.Locale(lang);
  const alone = among.filter((other) => new Intl.Locale(other.lang).language === language).length < 2;
  const name = new Intl.DisplayNames([lang], { type: 'language' }).of(alone ? language : lang) ?? lang;
  return name.charAt(0).toLocaleUpperCase(lang) + name.slice(1);
}

function languagePick({ locale, words }: PageView, languages: readonly OtherLanguage[]): Markup | null {
  const now = languages.find(({ lang }) => lang === locale);
  if (languages.length < 2 || !now) return null;
  const others = languages
    .filter((each) => each !== now)
    .map(
      ({ lang, address }) =>
        html`<a href="${address}" hreflang="${lang}" lang="${lang}" dir="${textDirectionOf(lang)}">${languageName(lang, languages)}</a>`,
    );
  return folded(words.language, languageName(locale, languages), others);
}

function currencyPick({ view, locale, words }: PageView): Markup | null {
  const { store, currency } = view;
  if (!store || store.currencies.length === 0) return null;
  const names = new Intl.DisplayNames([locale], { type: 'currency' });
  const named = (code: string) => html`${names.of(code) ?? code} <bdi class="soft">${code}</bdi>`;
  const others = [store.currency, ...store.currencies.map((one) => one.currency)]
    .filter((code) => code !== currency)
    .map((code) => html`<a href="?currency=${code}" rel="nofollow">${named(code)}</a>`);
  return folded(words.currency, currency, others);
}

/** Where else this shop can be read, and what its prices can be told in; nothing where there is no choice. */
export function footChoices(page: PageView, languages: readonly OtherLanguage[] | undefined): Markup | null {
  const picks = [languagePick(page, languages?.length ? languages : page.languages), currencyPick(page)].filter(
    (pick) => pick !== null,
  );
  return picks.length === 0 ? null : html`<div class="picks">${picks}</div>`;
}
