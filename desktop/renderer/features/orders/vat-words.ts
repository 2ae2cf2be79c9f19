import type { OrderPage } from '../../../bridge/order-page.ts';
import { dayText, clockText } from '../../ui/instants.ts';
import type { Tone } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';

type Of = Pick<OrderPage, 'relief' | 'vat'>;

/** How sure it is that its buyer accounts for the tax. */
export function vatState({ relief, vat }: Of): { readonly tone: Tone; readonly text: string } | null {
  if (!vat) return null;
  const { register } = vat;
  if (!register) return { tone: 'warn', text: t('Check digits alone') };
  if (register.answer === 'valid') return { tone: 'ok', text: t('Registered') };
  if (register.answer === 'invalid')
    return { tone: relief?.kind === 'reverse-charge' ? 'bad' : 'plain', text: t('Not registered') };
  return { tone: 'warn', text: t('No answer') };
}

/** Why tax was taken, or was not. */
export function reliefText({ relief, vat }: Of): string {
  if (relief?.kind === 'exempt') return t('Free of tax by certificate {evidence}.', { evidence: relief.evidence });
  if (relief?.kind === 'export') return t('Not taxed: it goes to {place}.', { place: relief.evidence });
  if (relief && vat) return t('No tax is charged: its buyer accounts for it (reverse charge).');
  if (relief)
    return t('No tax is charged: the shop has it that this customer accounts for it, by {number}.', {
      number: relief.evidence,
    });
  return t('Taxed as anybody’s.');
}

/** Who said what of the number, and when. */
export function registerText({ vat }: Of): string {
  const register = vat?.register;
  if (!register) return t('Form and check digits are right; the register was not asked.');
  const when = `${dayText(register.at, { year: true })}, ${clockText(register.at)}`;
  return register.answer === 'none'
    ? t('VIES did not answer on {when}.', { when })
    : [t('VIES, {when}', { when }), register.request].filter(Boolean).join(' · ');
}
