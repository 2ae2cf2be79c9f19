-- What an outcome was of, so that another command under the same id is noticed; and how far the desk's clock was off.
ALTER TABLE "sync_outcomes" ADD COLUMN "content_id" uuid;
ALTER TABLE "sync_outcomes" ADD COLUMN "clock_offset" bigint;
