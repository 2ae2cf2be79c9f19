import * as z from 'zod';
import { type Calls, call } from '../define-call.ts';
import { diagnosticsText } from '../diagnostics.ts';
import { groundOf, runCommand } from './run-command.ts';

/** Sync, what needs attention, and what is copied for support. */
export const deskCalls = {
  'sync.now': call(z.strictObject({}), async (host) => {
    host.sync.now();
    return null;
  }),
  'attention.settle': call(
    z.strictObject({ mutationId: z.uuid(), choice: z.enum(['mine', 'theirs']) }),
    async (host, window, { mutationId, choice }) => {
      const ground = groundOf(host, window);
      const task = host.desk.reader.get("SELECT 1 FROM stock_tasks WHERE id = ? AND status = 'open'", [mutationId]);
      if (task) {
        const args = { taskId: mutationId };
        await runCommand(host, window, { name: 'inventory.finishStockTask', args, mutationId: host.newId() });
      } else {
        await host.sync.settle(mutationId, choice, ground);
      }
      host.changed('outbox');
      return null;
    },
  ),
  'diagnostics.copy': call(z.strictObject({}), async (host) => ({ text: diagnosticsText(host) })),
} satisfies Partial<Calls>;
