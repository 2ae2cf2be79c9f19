import type { PersonSummary } from '../../bridge/views.ts';
import { type Permission, permissions } from '@tillhouse/shared/domains/access/permissions.ts';
import { holds, lackOf } from '@tillhouse/shared/domains/access/rights.ts';
import { t } from '../ui/text.ts';

/** Whether a command is offered; the host and the cloud check it again. */
export function may(person: PersonSummary, permission: Permission): boolean {
  return holds(person, permission);
}

/** Why a command is not this person's here; null where it is, also where it is theirs with somebody else's yes. */
export function lockOf(person: PersonSummary, permission: Permission): string | null {
  const lack = lackOf(person, { permission });
  if (!lack || lack.why === 'asks') return null;
  const right = t(permissions[permission].allows);
  return whyWithheld(person, permission) ?? t('This needs the right “{right}”. Ask an owner for it.', { right });
}

/** Why a right that somebody has is not honoured here now; null where it is, or where they have none. */
export function whyWithheld(person: PersonSummary, permission: Permission): string | null {
  const why = person.withheld?.[permission];
  if (!why) return null;
  if (why === 'selling-lease')
    return t('This desk has not heard from the cloud for 35 days. Connect it; until then it only shows what it has.');
  if (why === 'clock-set-back')
    return t('The clock of this desk was set back. Connect it, so that it knows who may do this now; selling goes on.');
  return t(
    'This desk has not heard from the cloud for a day. Connect it, so that it knows who may do this now; selling goes on.',
  );
}
