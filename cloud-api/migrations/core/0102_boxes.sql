-- What parcels are packed into, how large goods are, and what each parcel left in.
CREATE TABLE "boxes" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "name" text NOT NULL,
  "length" bigint NOT NULL,
  "width" bigint NOT NULL,
  "height" bigint NOT NULL,
  "wall" bigint NOT NULL,
  "own_grams" bigint NOT NULL,
  "most_grams" bigint,
  "active" boolean NOT NULL,
  "position" bigint NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
ALTER TABLE "customs_facts" ADD COLUMN "length" bigint;
ALTER TABLE "customs_facts" ADD COLUMN "width" bigint;
ALTER TABLE "customs_facts" ADD COLUMN "height" bigint;
ALTER TABLE "fulfilments" ADD COLUMN "box" text;
ALTER TABLE "fulfilments" ADD COLUMN "grams" bigint;
ALTER TABLE "fulfilments" ADD COLUMN "size" jsonb;
