-- How the receipts of a store are made up: its logo, what stands at head and foot, words of single locations.
ALTER TABLE "store_settings" ADD COLUMN "receipt" TEXT;
