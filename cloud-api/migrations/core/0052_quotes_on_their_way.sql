-- Codes on drafts and quotes, and quotes that are mailed.
ALTER TABLE "order_drafts" ADD COLUMN "coupons" jsonb;
ALTER TABLE "order_drafts" ADD COLUMN "mail_to" text;
ALTER TABLE "order_drafts" ADD COLUMN "mail_at" timestamptz(3);
ALTER TABLE "order_drafts" ADD COLUMN "mail_tries" bigint NOT NULL DEFAULT 0;
ALTER TABLE "order_drafts" ADD COLUMN "mailed_at" timestamptz(3);
-- The sweeper asks every tenant's at once for what is due, which is little of it.
CREATE INDEX order_drafts_mail_due ON order_drafts (mail_at) WHERE mail_at IS NOT NULL;
