-- The closing record of a drawer carries the end of the audit chain as its till last had it.
ALTER TABLE "register_closings" ADD COLUMN "audit_head" jsonb;
