-- Firms that buy on the web: what their invoice is to say, and what they call an order in their own books.
ALTER TABLE "checkouts" ADD COLUMN "business" jsonb;
ALTER TABLE "order_deliveries" ADD COLUMN "buyer_reference" text;
