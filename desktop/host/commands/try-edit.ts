import { createTx } from '@tillhouse/shared/data/tx.ts';
import type { EditArgs } from '@tillhouse/shared/domains/orders/edit-args.ts';
import { type EditPreview, previewEdit } from '@tillhouse/shared/domains/orders/preview-edit.ts';
import { commandForbidden } from '@tillhouse/shared/kernel/command-errors.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import type { Host } from '../host.ts';
import type { WindowSession } from '../session/windows.ts';
import { groundOf } from './run-command.ts';

/** What an edit of an order would do here, by the text of the command itself. Nothing is written. */
export async function tryEdit(host: Host, window: WindowSession, args: EditArgs): Promise<EditPreview> {
  const { person, store } = groundOf(host, window);
  if (!person.permissions.includes('orders.edit'))
    throw commandForbidden({ name: 'orders.edit', permission: 'orders.edit' });
  const id = crypto.randomUUID();
  const ctx = { store, occurredAt: host.now(), idFor: (label: string) => idFor(id, label) };
  return host.desk.transaction('foreground', async (connection) => {
    const { tx, end } = createTx({ connection, onEvent: async () => {} });
    try {
      return await previewEdit(tx, ctx, args);
    } finally {
      end();
    }
  });
}
