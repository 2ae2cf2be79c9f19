import { lacksOf } from '@tillhouse/shared/domains/access/rights.ts';
import { refusalOf } from '@tillhouse/shared/domains/access/refusals.ts';
import { boundText } from '@tillhouse/shared/domains/access/use-approval.ts';
import { recordSale } from '@tillhouse/shared/domains/register/sale-mutators.ts';
import type { SaleArgs } from '@tillhouse/shared/domains/register/sale-args.ts';
import type { Approval } from '@tillhouse/shared/kernel/define-mutator.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import { groundOf } from '../commands/run-command.ts';
import type { Host } from '../host.ts';
import { approvalFrom, type GivenApproval } from '../session/give-approval.ts';
import type { WindowSession } from '../session/windows.ts';
import { locationOfRegister, priceBasket, storeFacts } from './price-basket.ts';
import { basketEmpty, noRegister } from './problems.ts';
import { type BasketRow, basketColumns, placeOf } from './rows.ts';
import { needOfHand, saleOf } from './sale-of.ts';

interface Given {
  readonly bound: string;
  readonly approval: Approval;
}

/** Somebody's yes to a basket, until it is paid: by its order. A yes to other lines is none, and none outlives the program. */
const given = new WeakMap<Host, Map<string, Given>>();

const { name, bound } = recordSale;
const boundOf = (args: object) => boundText({ name, bound: (all) => bound?.(all as SaleArgs) }, args);

/** The yes that was given to just this sale. */
export function approvalOf(host: Host, args: { readonly orderId: string }): Approval | undefined {
  const known = given.get(host)?.get(args.orderId);
  return known?.bound === boundOf(args) ? known.approval : undefined;
}

export function forgetApproval(host: Host, orderId: string): void {
  given.get(host)?.delete(orderId);
}

/**
 * Asks before money is taken whether who sells may give what was given by hand. Refused for want of a yes it says whose would do; with
 * one that is good enough the sale of these lines goes through.
 * @throws DomainError `access.beyond-limit` and its like, with the command and its arguments in `details`
 */
export async function approveBasket(host: Host, window: WindowSession, yes: GivenApproval | undefined): Promise<void> {
  const ground = groundOf(host, window);
  const { registerId } = ground.window;
  if (!registerId) throw noRegister();
  const { reader } = host.desk;
  const basket = reader.get<BasketRow>(
    `SELECT ${basketColumns} FROM desk_baskets WHERE place = ? AND parked_at IS NULL`,
    [placeOf(ground.window)],
  );
  if (!basket) throw basketEmpty(null);
  const locationId = locationOfRegister(reader, registerId);
  const priced = priceBasket(reader, basket.id, storeFacts(reader, locationId), { at: host.now(), locationId });
  const need = needOfHand(priced, locationId);
  const args = saleOf(basket, priced, { registerId, sessionId: '' }, []);
  if (!need || approvalOf(host, args)) return;
  const wanted = { name: recordSale.name, args: complete(args) };
  const approval = yes && (await approvalFrom(host, ground, wanted, yes));
  const [lack] = lacksOf(ground.actor, [need], ground.store, approval);
  if (!lack) {
    if (approval) {
      const known = given.get(host) ?? new Map<string, Given>();
      given.set(host, known.set(args.orderId, { bound: boundOf(args), approval }));
    }
    return;
  }
  const refusal = refusalOf(recordSale, lack, approval);
  // What another device is asked to approve is the sale of these lines.
  throw new DomainError(refusal.code, refusal.kind, refusal.message, {
    ...refusal.details,
    ...wanted,
  });
}

/** An approval is bound to order, register and lines alone; the rest only has to be well formed. */
const complete = <A extends { readonly orderId: string }>(args: A) => ({ ...args, sessionId: args.orderId });
