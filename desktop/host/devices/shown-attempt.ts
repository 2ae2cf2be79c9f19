import type { CardAttempt } from '../../bridge/card-views.ts';
import type { Attempt } from './terminals/attempts.ts';

/** What the screens are told of a card payment. */
export function shownAttempt(attempt: Attempt): CardAttempt {
  const {
    id,
    orderId,
    tenderId,
    purpose,
    amount,
    currency,
    state,
    wanted,
    progress,
    reason,
    reference,
    card,
    startedAt,
  } = attempt;
  return {
    id,
    orderId,
    tenderId,
    purpose,
    amount,
    currency,
    state,
    wanted,
    progress,
    reason,
    reference,
    card,
    startedAt,
  };
}
