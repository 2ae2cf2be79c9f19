import { createTx } from '@tillhouse/shared/data/tx.ts';
import type { DraftArgs } from '@tillhouse/shared/domains/orders/draft-args.ts';
import { drafts } from '@tillhouse/shared/domains/orders/draft-schema.ts';
import { draftUnknown } from '@tillhouse/shared/domains/orders/errors.ts';
import {
  type DraftPreview,
  type PricedDraft,
  previewDraft,
  priceDraft,
} from '@tillhouse/shared/domains/orders/price-draft.ts';
import { commandForbidden } from '@tillhouse/shared/kernel/command-errors.ts';
import type { StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Host } from '../host.ts';
import type { WindowSession } from '../session/windows.ts';
import { groundOf } from './run-command.ts';

type Ctx = { readonly store: StoreContext; readonly occurredAt: number };

async function asking<T>(host: Host, window: WindowSession, ask: (tx: Tx, ctx: Ctx) => Promise<T>): Promise<T> {
  const { person, store } = groundOf(host, window);
  if (!person.permissions.includes('orders.edit'))
    throw commandForbidden({ name: 'orders.saveDraft', permission: 'orders.edit' });
  return host.desk.transaction('foreground', async (connection) => {
    const { tx, end } = createTx({ connection, onEvent: async () => {} });
    try {
      return await ask(tx, { store, occurredAt: host.now() });
    } finally {
      end();
    }
  });
}

/** What a draft comes to here, by the text of the command itself. Nothing is written. */
export const tryDraft = (host: Host, window: WindowSession, args: DraftArgs): Promise<PricedDraft> =>
  asking(host, window, (tx, ctx) => priceDraft(tx, ctx, args));

/** What ordering a draft would do. Nothing is written. */
export const tryPlaceDraft = (
  host: Host,
  window: WindowSession,
  { draftId }: { readonly draftId: string },
): Promise<DraftPreview> =>
  asking(host, window, async (tx, ctx) => {
    const draft = await tx.get(drafts, { id: draftId });
    if (!draft) throw draftUnknown({ draftId });
    return previewDraft(tx, ctx, draft);
  });
