-- The number for value added tax of a store has a place of its own on invoices.
ALTER TABLE "store_settings" ADD COLUMN "vat_number" text NOT NULL DEFAULT '';
