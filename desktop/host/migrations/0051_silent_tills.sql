-- What shoppers are sold of a location while one of its tills is silent.
ALTER TABLE "locations" ADD COLUMN "silent_tills" TEXT CHECK ("silent_tills" IN ('sell', 'hold-back'));
CREATE TABLE "held_back" (
  "variant_id" TEXT NOT NULL,
  "location_id" TEXT NOT NULL,
  "units" INTEGER NOT NULL,
  PRIMARY KEY ("variant_id", "location_id")
) STRICT, WITHOUT ROWID;
