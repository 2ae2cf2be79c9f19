-- How the books are handed to an accounting program.
CREATE TABLE "account_charts" (
  "id" TEXT NOT NULL,
  "adviser" INTEGER NOT NULL,
  "client" INTEGER NOT NULL,
  "year_start" TEXT NOT NULL,
  "digits" INTEGER NOT NULL,
  "clearing" TEXT NOT NULL,
  "accounts" TEXT NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
