-- What people get of what they sell.
CREATE TABLE "commission_rates" (
  "id" TEXT NOT NULL,
  "staff_id" TEXT,
  "role_id" TEXT,
  "category" TEXT,
  "rate" TEXT NOT NULL,
  "from_day" TEXT NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
