-- What stands on receipts under the store's name: its number for taxes, telephone, a greeting.
ALTER TABLE "store_settings" ADD COLUMN "receipt_header" text NOT NULL DEFAULT '';
