-- Ends of the cloud's audit chain, signed by it: what a desk has seen, nobody can change in the cloud unseen.
CREATE TABLE "audit_heads" (
  "position" INTEGER NOT NULL,
  "hash" TEXT NOT NULL,
  "signed_by" TEXT NOT NULL,
  "signature" TEXT NOT NULL,
  "signed_at" INTEGER NOT NULL,
  PRIMARY KEY ("position")
) STRICT, WITHOUT ROWID;
