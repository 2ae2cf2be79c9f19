import * as z from 'zod';
import { attemptsFor, outside, unsettled } from '../devices/terminals/attempts.ts';
import { shownAttempt } from '../devices/shown-attempt.ts';
import { waitingAt } from '../devices/printers/print-queue.ts';
import { deviceAt } from '../devices/device-settings.ts';
import { fiscalGap } from '../devices/fiscal/journal.ts';
import { query } from './define-query.ts';
import { id } from './params.ts';

export const deviceQueries = {
  'card.attempts': query('card.attempts', {
    params: z.strictObject({ orderId: id }),
    permission: 'till.sell',
    run: (reader, { orderId }) => attemptsFor(outside(reader), orderId).map(shownAttempt),
  }),
  'till.devices': query('till.devices', {
    params: z.strictObject({ registerId: id.optional() }),
    permission: 'till.sell',
    run: (reader, params, { window }) => {
      const registerId = params.registerId ?? window.registerId;
      // Who practises speaks with no device.
      if (window.training && params.registerId === undefined)
        return {
          registerId,
          printer: null,
          prints: { waiting: 0, problem: '' as const },
          terminal: null,
          fiscal: null,
          scale: null,
          // Keys come from the same gun.
          gun: deviceAt(reader, registerId, 'gun'),
          unsigned: null,
          unsettled: [],
        };
      return {
        registerId,
        printer: deviceAt(reader, registerId, 'printer'),
        prints: registerId === null ? { waiting: 0, problem: '' as const } : waitingAt(reader, registerId),
        terminal: deviceAt(reader, registerId, 'terminal'),
        scale: deviceAt(reader, registerId, 'scale'),
        fiscal: deviceAt(reader, registerId, 'fiscal'),
        gun: deviceAt(reader, registerId, 'gun'),
        unsigned: fiscalGap(reader, registerId),
        unsettled: registerId === null ? [] : unsettled(outside(reader), registerId).map(shownAttempt),
      };
    },
  }),
};
