-- Roles that must sign in with a second factor.
CREATE TABLE "sign_in_policies" (
  "role_id" TEXT NOT NULL,
  "second_factor" TEXT NOT NULL CHECK ("second_factor" IN ('optional', 'required')),
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("role_id")
) STRICT, WITHOUT ROWID;
