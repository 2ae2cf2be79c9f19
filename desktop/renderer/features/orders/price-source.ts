import type { PriceSource } from '@tillhouse/shared/domains/register/no-receipt-args.ts';
import { dayText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';

/** "lowest of late: B2-1184, Sat 14 Nov", or "what it costs now". */
export function sourceText({ from, number = '', soldAt }: PriceSource): string {
  if (from === 'list') return t('what it costs now');
  return t('lowest of late: {number}, {day}', { number, day: soldAt === undefined ? '' : dayText(soldAt) });
}
