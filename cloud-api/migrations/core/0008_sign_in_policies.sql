-- Roles that must sign in with a second factor.
CREATE TABLE "sign_in_policies" (
  "tenant_id" uuid NOT NULL,
  "role_id" uuid NOT NULL,
  "second_factor" text NOT NULL CHECK ("second_factor" IN ('optional', 'required')),
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "role_id")
);
