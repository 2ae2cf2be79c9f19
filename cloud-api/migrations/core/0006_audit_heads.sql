-- Ends of the audit chain, signed with a key that is not in this database; every desk keeps them.
CREATE TABLE "audit_heads" (
  "tenant_id" uuid NOT NULL,
  "position" bigint NOT NULL,
  "hash" text NOT NULL,
  "signed_by" text NOT NULL,
  "signature" text NOT NULL,
  "signed_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "position")
);
