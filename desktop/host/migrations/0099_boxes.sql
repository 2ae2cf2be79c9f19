-- What parcels are packed into, how large goods are, and what each parcel left in.
CREATE TABLE "boxes" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "length" INTEGER NOT NULL,
  "width" INTEGER NOT NULL,
  "height" INTEGER NOT NULL,
  "wall" INTEGER NOT NULL,
  "own_grams" INTEGER NOT NULL,
  "most_grams" INTEGER,
  "active" INTEGER NOT NULL,
  "position" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
ALTER TABLE "customs_facts" ADD COLUMN "length" INTEGER;
ALTER TABLE "customs_facts" ADD COLUMN "width" INTEGER;
ALTER TABLE "customs_facts" ADD COLUMN "height" INTEGER;
ALTER TABLE "fulfilments" ADD COLUMN "box" TEXT;
ALTER TABLE "fulfilments" ADD COLUMN "grams" INTEGER;
ALTER TABLE "fulfilments" ADD COLUMN "size" TEXT;
