-- What providers pay out, and what the bank says of it: kept in the cloud.
CREATE TABLE "provider_payouts" (
  "id" TEXT NOT NULL,
  "provider" TEXT NOT NULL,
  "reference" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "charges" INTEGER NOT NULL,
  "expected" INTEGER NOT NULL,
  "parts" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('on-its-way', 'paid', 'failed')),
  "arrives_on" TEXT NOT NULL,
  "booked_amount" INTEGER NOT NULL,
  "booked_charges" INTEGER NOT NULL,
  "revision" INTEGER NOT NULL,
  "changed_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "provider_payouts_by_arrives_on" ON "provider_payouts" ("arrives_on");
CREATE TABLE "bank_lines" (
  "id" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "added_at" INTEGER NOT NULL,
  "added_by" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "bank_lines_by_day" ON "bank_lines" ("day");
