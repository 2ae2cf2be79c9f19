-- FIDO keys that sign people in here without a line, as they came from the cloud.
ALTER TABLE "staff" ADD COLUMN "security_keys" TEXT NOT NULL DEFAULT '[]';
-- What a key counted last at this desk: one that counts back was copied.
CREATE TABLE "desk_security_keys" (
  "key_id" TEXT PRIMARY KEY,
  "counter" INTEGER NOT NULL,
  "used_at" INTEGER NOT NULL
) STRICT;
