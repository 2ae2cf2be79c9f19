import { type CarrierLabel, carrierLabels } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import { bringsBack } from '@tillhouse/shared/domains/shipping/returns-label.ts';
import { carrierTitles } from '@tillhouse/shared/domains/shipping/carriers.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import * as z from 'zod';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { StorefrontContext } from '../context.ts';
import { papersOf } from '../parcels/label-papers.ts';
import { withTx } from './price-checkout.ts';
import { linkIsOver } from './link-is-over.ts';
import { sameSecret } from '../../../platform/same-secret.ts';

/** As long as an invoice's: a browser saves a file by its address alone. */
const LINK_MS = 30 * 60_000;

export const returnsLabels = z
  .array(
    z.object({
      kind: z
        .enum(['label', 'invoice', 'waybill', 'receipt'])
        .describe('`label`: stuck on the parcel; `invoice`: for customs'),
      carrier: z.string().describe('Its name as people know it'),
      tracking: z.string().describe('The number on it; empty: the carrier told none'),
      format: z.enum(['pdf', 'zpl', 'png']),
      href: z.string().describe('Of its file, on this server; opens for half an hour'),
    }),
  )
  .describe(
    'The papers of labels by which its goods come back, those of the oldest label first. None of a label that was given back',
  );

/** One that is being given back may be worth nothing any more, whatever its carrier answers. */
const isGood = (label: CarrierLabel): boolean => bringsBack(label) && label.voidAskedAt === null;

interface Named {
  readonly id: string;
  readonly paper: number;
  readonly until: number;
}

/** Follows from the tenant's key, so that orders of a till, which have no token, have their labels too. Null: the tenant is erased. */
async function proofOf(db: Connection, tenantId: string, { id, paper, until }: Named): Promise<string | null> {
  await db.fields?.readyFor([tenantId], true);
  return db.fields?.proofOf(`returns label ${id} ${paper} until ${until}`) ?? null;
}

/** For who may see the order: the labels by which its goods come back, each paper with an address that opens it for a while. */
export async function returnsLabelsOf(
  tx: Tx,
  db: Connection,
  { tenantId, now }: { readonly tenantId: string; readonly now: number },
  orderId: string,
): Promise<z.infer<typeof returnsLabels>> {
  const bought = await tx.list(carrierLabels, { orderId, kind: 'return', state: 'bought' });
  const until = now + LINK_MS;
  const shown: z.infer<typeof returnsLabels> = [];
  for (const label of bought.filter(isGood).toSorted((a, b) => a.createdAt - b.createdAt)) {
    for (const [paper, { kind, format, tracking }] of papersOf(label).entries()) {
      const proof = await proofOf(db, tenantId, { id: label.id, paper, until });
      if (proof === null) return [];
      const query = new URLSearchParams({ shop: tenantId, until: String(until), proof });
      const href = `/shop/v1/returns-labels/${label.id}/${paper}?${query}`;
      shown.push({ kind, carrier: carrierTitles[label.carrier], tracking, format, href });
    }
  }
  return shown;
}

/** A paper of a returns label, to whoever holds the address of it that its order gave them. */
export function returnsLabelRoute(context: StorefrontContext): Route {
  const gone = () => notFound('returns label at this address any more; open the order again');
  return route(
    {
      method: 'GET',
      path: '/shop/v1/returns-labels/:id/:paper',
      summary: 'A returns label of an order as a file, for who bought it',
      description:
        'Its address is `href` in `returnsLabels` of the order. To be saved (`content-disposition: attachment`): `application/pdf`, `image/png`, or `text/plain` of ZPL. 404 once the label was given back.',
      tag: 'Shop',
      access: { as: 'open' },
      params: z.object({ id: z.uuid(), paper: z.coerce.number().int().min(0).max(99).describe('Counts from 0') }),
      query: z.object({
        shop: z.uuid().optional(),
        until: z.coerce.number().int().min(0).max(8.64e15).optional(),
        proof: z.string().max(100).optional(),
      }),
      answers: { 200: { description: 'The paper', contentType: 'application/octet-stream' } },
    },
    async ({ params: { id, paper }, query: { shop: tenantId, until, proof }, request, reply }) => {
      // Without a proof, forged, another's and given back are said alike; who had a good one once is led back to the order.
      if (!tenantId || !until || !proof) return linkIsOver(context, request, reply, null, gone);
      const found = await withTenant(context.pool, tenantId, async (db) => {
        // Looked for first: for a shop that is none, no key is made.
        const label = await withTx(db, tenantId, (tx) => tx.get(carrierLabels, { id }));
        if (!label || !isGood(label)) return undefined;
        const right = await proofOf(db, tenantId, { id, paper, until });
        return sameSecret(proof, right ?? '') ? { file: papersOf(label)[paper], orderId: label.orderId } : undefined;
      });
      const { file, orderId = null } = found ?? {};
      if (!file || until < context.now()) return linkIsOver(context, request, reply, { tenantId, orderId }, gone);
      return reply
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="${file.name.replaceAll(/[^\w.-]/g, '-')}"`)
        .type(file.contentType)
        .send(file.content);
    },
  );
}
