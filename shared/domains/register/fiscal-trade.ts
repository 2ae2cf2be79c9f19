import { fiscalFigures, type FiscalFigures, type FiscalOfReceipt } from './fiscal.ts';
import type { NoReceiptArgs } from './no-receipt-args.ts';
import { recordReturnWithoutReceipt, tradeOf as looseTrade } from './no-receipt-mutators.ts';
import { recordReturn, tradeOf as returnTrade } from './return-mutators.ts';
import type { ReturnArgs, SaleArgs } from './sale-args.ts';
import { recordSale, tradeOf as saleTrade } from './sale-mutators.ts';

/** Commands that issue a receipt, which a fiscal device has to sign. */
const tradeOf: Readonly<Record<string, (args: never) => Parameters<typeof fiscalFigures>[0]>> = {
  [recordSale.name]: (args: SaleArgs) => saleTrade(args),
  [recordReturn.name]: (args: ReturnArgs) => returnTrade(args),
  [recordReturnWithoutReceipt.name]: (args: NoReceiptArgs) => looseTrade(args),
};

/** What of a command is to be signed, once `prepare` has completed its arguments; null of a command that issues no receipt. */
export function figuresToSign(
  name: string,
  args: unknown,
): { readonly registerId: string; readonly orderId: string; readonly figures: FiscalFigures } | null {
  const of = tradeOf[name];
  if (!of) return null;
  const { registerId, orderId } = args as Pick<SaleArgs, 'registerId' | 'orderId'>;
  return { registerId, orderId, figures: fiscalFigures(of(args as never)) };
}

/** The same arguments with what the device said. */
export function signedArgs(args: unknown, fiscal: FiscalOfReceipt): unknown {
  const { decided, ...rest } = args as Pick<SaleArgs, 'decided'>;
  return { ...rest, decided: { ...decided, fiscal } };
}
