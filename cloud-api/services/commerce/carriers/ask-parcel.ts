import { fulfilments } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import type { CommerceContext } from '../context.ts';
import { inTables } from '../sealed-accounts.ts';
import { called } from './buy-label.ts';
import { opened } from './carrier-accounts.ts';
import { noteParcel } from './note-parcels.ts';
import { whoKnowsParcel } from './who-knows-parcel.ts';

/** Asks a carrier what happened to one parcel and keeps it with the parcel. @returns how many events it told */
export async function askParcel(context: CommerceContext, tenantId: string, fulfilmentId: string): Promise<number> {
  const { parcel, account } = await inTables(context.pool, tenantId, async (tx) => {
    const found = await tx.get(fulfilments, { id: fulfilmentId });
    if (!found) throw notFound('parcel');
    return { parcel: found, account: await whoKnowsParcel(tx, found) };
  });
  if (parcel.tracking === '' || !account)
    throw new HttpProblem(
      422,
      'carriers.parcel-unknown',
      'No carrier that is connected knows this parcel. Nothing was changed. Note its number and carrier first.',
    );
  const open = await opened(context, tenantId, account);
  const { tracking } = parcel;
  const events = await called(open, () => context.carriers[account.carrier].track(open, tracking));
  await noteParcel(context, tenantId, account.carrier, { tracking, events });
  return events.length;
}
