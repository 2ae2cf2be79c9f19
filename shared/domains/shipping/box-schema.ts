import * as z from 'zod/mini';
import { boolean, instant, integer, nullable, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

/** Millimetres: nothing longer is carried as a parcel. */
export const millimetres = z.number().check(z.int(), z.gte(1), z.lte(10_000));

/** Outside, in millimetres. */
export const parcelSize = z.strictObject({ length: millimetres, width: millimetres, height: millimetres });
export type ParcelSize = z.infer<typeof parcelSize>;

export const boxes = defineTable('shipping.boxes', {
  doc: 'What parcels are packed into: boxes, bags and tubes of the shop, for all its stores. Millimetres and grams.',
  columns: {
    id: uuid(),
    /** `Two mugs`, as packing slips name it */
    name: text(),
    /** Inside */
    length: integer(),
    width: integer(),
    height: integer(),
    /** How thick it is: carriers measure outside */
    wall: integer(),
    /** Empty, with its filling */
    ownGrams: integer(),
    /** With all that is in it; null: nobody says */
    mostGrams: nullable(integer()),
    active: boolean(),
    /** The first that carries it takes goods that nobody measured */
    position: integer(),
    updatedAt: instant(),
  },
  key: ['id'],
  group: 'catalogue',
});
export type Box = Row<typeof boxes>;
