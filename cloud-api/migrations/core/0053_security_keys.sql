-- FIDO keys that sign people in at desks without a line: public keys and names alone.
ALTER TABLE "staff" ADD COLUMN "security_keys" jsonb NOT NULL DEFAULT '[]';
