import * as z from 'zod';
import type { Weighing } from '../../../bridge/scale-views.ts';
import { changed } from '../../basket/changed.ts';
import { appendWeighed, priceAt, reweigh } from '../../basket/weighed-lines.ts';
import { refuseChanged } from '../../layaways/lay-layaway.ts';
import { type Calls, call } from '../../define-call.ts';
import type { Host } from '../../host.ts';
import type { WindowSession } from '../../session/windows.ts';
import { groundOf } from '../../commands/run-command.ts';
import { manages } from '../device-calls.ts';
import { deviceAt, scaleSettings, writeDevice } from '../device-settings.ts';
import { badAddress } from '../terminals/card-problems.ts';
import { addressOf } from '../terminals/simulated-adapter.ts';
import { isWeighed, quantityOf, weighedBy } from './net-weight.ts';
import { notStable, notTyped, notWeighed, nothingOnIt, otherUnit, tareTooMuch } from './scale-problems.ts';
import { scalesOf } from './scales-of-host.ts';

const id = z.string().max(100);
/** Thousandths of the unit of the scale */
const thousandths = z.number().int().min(0).max(999_999);

interface Item {
  readonly title: string;
  readonly unit: string;
  readonly scale: number;
}

function itemOf(host: Host, variantId: string): Item {
  const item = host.desk.reader.get<Item & { variantTitle: string }>(
    'SELECT p.title, v.title AS variantTitle, v.unit, v.scale FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = ?',
    [variantId],
  );
  if (!item || !isWeighed(item.unit, item.scale)) throw notWeighed();
  return { ...item, title: [item.title, item.variantTitle].filter(Boolean).join(', ') };
}

/** What lies on the pan of the window's register, and what it comes to. */
async function weigh(host: Host, window: WindowSession, variantId: string, tare: number): Promise<Weighing> {
  const { window: fresh } = groundOf(host, window);
  const item = itemOf(host, variantId);
  const settings = fresh.training ? null : deviceAt(host.desk.reader, fresh.registerId, 'scale');
  const turn = scalesOf(host).turnAt(fresh.registerId ?? '');
  const heard = settings ? await scalesOf(host).read(fresh.registerId ?? '', settings) : null;
  const gross = heard && heard.pan !== 'unreached' ? heard.weight : 0;
  const net = Math.max(0, gross - tare);
  const quantity = quantityOf(net, item.unit, item.scale);
  const wrongUnit = heard !== null && heard.pan !== 'unreached' && heard.unit !== weighedBy(item.unit);
  const shown: Weighing = {
    variantId,
    title: item.title,
    unit: item.unit,
    pan: heard === null ? 'none' : wrongUnit ? 'other-unit' : heard.pan,
    ...{ gross, tare, net, quantity, scale: item.scale },
    ...priceAt(host, fresh, variantId, quantity),
    mayType: settings?.mayType ?? true,
    tares: settings?.tares ?? [],
    keptTare: settings?.ofProducts[variantId] ?? 0,
  };
  scalesOf(host).show(fresh.registerId ?? '', shown, host.now(), turn);
  return shown;
}

export const scaleCalls = {
  'devices.saveScale': call(
    z.strictObject({ registerId: id, settings: scaleSettings.nullable() }),
    async (host, window, { registerId, settings }) => {
      manages(host, window);
      if (settings && !addressOf(settings.address)) throw badAddress(settings.address);
      await host.desk.transaction('foreground', async (connection) =>
        writeDevice(connection, registerId, 'scale', settings, host.now()),
      );
      return null;
    },
  ),
  'scale.keepTare': call(
    z.strictObject({ variantId: id, tare: thousandths }),
    async (host, window, { variantId, tare }) => {
      const { registerId } = groundOf(host, window).window;
      const settings = deviceAt(host.desk.reader, registerId, 'scale');
      if (!registerId || !settings) return null;
      const { [variantId]: _before, ...others } = settings.ofProducts;
      const ofProducts = tare === 0 ? others : { ...others, [variantId]: tare };
      await host.desk.transaction('foreground', async (connection) =>
        writeDevice(connection, registerId, 'scale', { ...settings, ofProducts }, host.now()),
      );
      return null;
    },
  ),
  'scale.read': call(z.strictObject({ variantId: id, tare: thousandths }), (host, window, { variantId, tare }) =>
    weigh(host, window, variantId, tare),
  ),
  'scale.leave': call(z.strictObject({}), async (host, window) => {
    scalesOf(host).leave(groundOf(host, window).window.registerId ?? '');
    return null;
  }),
  'basket.weigh': call(
    z.strictObject({
      variantId: id,
      lineId: id.optional(),
      tare: thousandths,
      typed: thousandths.optional(),
    }),
    async (host, window, { variantId, lineId, tare, typed }) => {
      const seen = await weigh(host, window, variantId, tare);
      if (typed !== undefined && !seen.mayType) throw notTyped();
      if (typed === undefined) {
        if (seen.pan === 'other-unit') throw otherUnit();
        if (seen.pan === 'zero') throw nothingOnIt();
        if (seen.pan !== 'stable') throw notStable(seen.pan);
      }
      const net = (typed ?? seen.gross) - tare;
      if (net <= 0) throw tareTooMuch();
      const quantity = quantityOf(net, seen.unit, seen.scale);
      if (quantity <= 0) throw nothingOnIt();
      const basket = await changed(host, window, (connection, basketId) => {
        if (lineId === undefined) appendWeighed(connection, basketId, { variantId, quantity }, host);
        else {
          refuseChanged(connection, basketId, lineId);
          reweigh(connection, basketId, lineId, quantity, host.now());
        }
      });
      scalesOf(host).leave(groundOf(host, window).window.registerId ?? '');
      return basket;
    },
  ),
} satisfies Partial<Calls>;
