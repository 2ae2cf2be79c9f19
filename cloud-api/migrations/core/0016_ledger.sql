-- A double-entry ledger: what each fact and intent about money moved, balanced when its transaction commits.
CREATE TABLE "journal_entries" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('sale', 'return', 'cancellation', 'refund', 'drawer-opened', 'cash-moved', 'drawer-closed')),
  "cause_id" uuid NOT NULL,
  "order_id" uuid,
  "register_id" uuid,
  "reference" text NOT NULL,
  "currency" text NOT NULL,
  "business_date" date NOT NULL,
  "occurred_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "journal_entries_by_business_date" ON "journal_entries" ("tenant_id", "business_date");
CREATE INDEX "journal_entries_by_order_id" ON "journal_entries" ("tenant_id", "order_id");
CREATE TABLE "journal_lines" (
  "tenant_id" uuid NOT NULL,
  "entry_id" uuid NOT NULL,
  "position" bigint NOT NULL,
  "account" text NOT NULL CHECK ("account" IN ('sales', 'refund', 'tax', 'shipping', 'fee', 'rounding', 'tender', 'drawer', 'due', 'safe', 'payout', 'variance')),
  "detail" text NOT NULL,
  "amount" bigint NOT NULL,
  "currency" text NOT NULL,
  "business_date" date NOT NULL,
  PRIMARY KEY ("tenant_id", "entry_id", "position")
);
CREATE INDEX "journal_lines_by_business_date_account" ON "journal_lines" ("tenant_id", "business_date", "account");

-- What stands already. Imported history belongs to the books it came from.
CREATE TEMPORARY TABLE "first_entries" ON COMMIT DROP AS
  SELECT o."tenant_id", gen_random_uuid() AS "id", o."kind", o."id" AS "cause_id", o."id" AS "order_id", o."register_id",
         o."number" AS "reference", o."currency", o."business_date", o."placed_at" AS "occurred_at"
    FROM "orders" o WHERE NOT o."historical"
  UNION ALL
  SELECT o."tenant_id", gen_random_uuid(), 'cancellation', o."id", o."id", o."register_id", o."number", o."currency",
         coalesce((t."placed_at" AT TIME ZONE coalesce(s."time_zone", 'UTC'))::date, o."business_date"),
         coalesce(t."placed_at", o."placed_at")
    FROM "orders" o
    LEFT JOIN LATERAL (SELECT min(b."placed_at") AS "placed_at" FROM "tenders" b
      WHERE b."tenant_id" = o."tenant_id" AND b."order_id" = o."id" AND b."amount" < 0) t ON true
    LEFT JOIN LATERAL (SELECT min(x."time_zone") AS "time_zone" FROM "store_settings" x
      WHERE x."tenant_id" = o."tenant_id") s ON true
   WHERE NOT o."historical" AND o."status" = 'cancelled'
  UNION ALL
  SELECT r."tenant_id", gen_random_uuid(), 'drawer-opened', r."id", NULL, r."register_id", '', r."currency",
         (r."opened_at" AT TIME ZONE coalesce(s."time_zone", 'UTC'))::date, r."opened_at"
    FROM "register_sessions" r LEFT JOIN LATERAL (SELECT min(x."time_zone") AS "time_zone" FROM "store_settings" x
      WHERE x."tenant_id" = r."tenant_id") s ON true
  UNION ALL
  SELECT m."tenant_id", gen_random_uuid(), 'cash-moved', m."id", NULL, m."register_id", '', r."currency",
         (m."occurred_at" AT TIME ZONE coalesce(s."time_zone", 'UTC'))::date, m."occurred_at"
    FROM "drawer_movements" m
    JOIN "register_sessions" r ON r."tenant_id" = m."tenant_id" AND r."id" = m."session_id"
    LEFT JOIN LATERAL (SELECT min(x."time_zone") AS "time_zone" FROM "store_settings" x
      WHERE x."tenant_id" = m."tenant_id") s ON true
   WHERE m."order_id" IS NULL
  UNION ALL
  SELECT c."tenant_id", gen_random_uuid(), 'drawer-closed', c."session_id", NULL, c."register_id", '', r."currency",
         (c."closed_at" AT TIME ZONE coalesce(s."time_zone", 'UTC'))::date, c."closed_at"
    FROM "register_closings" c
    JOIN "register_sessions" r ON r."tenant_id" = c."tenant_id" AND r."id" = c."session_id"
    LEFT JOIN LATERAL (SELECT min(x."time_zone") AS "time_zone" FROM "store_settings" x
      WHERE x."tenant_id" = c."tenant_id") s ON true;

CREATE TEMPORARY TABLE "first_lines" ON COMMIT DROP AS
  WITH "of_orders" AS (
    SELECT o.*, e."id" AS "entry_id", e."kind" AS "entry_kind",
           CASE WHEN e."kind" = 'cancellation' THEN -1 ELSE 1 END AS "sign"
      FROM "first_entries" e JOIN "orders" o ON o."tenant_id" = e."tenant_id" AND o."id" = e."order_id"),
  "paid" AS (
    SELECT f."tenant_id", f."entry_id", CASE WHEN t."kind" = 'cash' THEN 'drawer' ELSE 'tender' END AS "account",
           CASE WHEN t."kind" = 'cash' THEN coalesce(f."register_id"::text, '') ELSE t."kind" END AS "detail", t."amount"
      FROM "of_orders" f JOIN "tenders" t ON t."tenant_id" = f."tenant_id" AND t."order_id" = f."id"
     WHERE f."entry_kind" = 'return' OR (f."entry_kind" = 'sale' AND t."amount" > 0)
        OR (f."entry_kind" = 'cancellation' AND t."amount" < 0)),
  "taxed" AS (
    SELECT f."tenant_id", f."entry_id", l."tax_rate" AS "detail", -f."sign" * l."tax" AS "amount"
      FROM "of_orders" f JOIN "order_lines" l ON l."tenant_id" = f."tenant_id" AND l."order_id" = f."id"
    UNION ALL
    SELECT f."tenant_id", f."entry_id", '', -f."sign" * (f."tax_total" - coalesce(
             (SELECT sum(l."tax") FROM "order_lines" l WHERE l."tenant_id" = f."tenant_id" AND l."order_id" = f."id"), 0))
      FROM "of_orders" f),
  "all_lines" AS (
    SELECT "tenant_id", "entry_id", CASE "kind" WHEN 'sale' THEN 'sales' ELSE 'refund' END AS "account", '' AS "detail",
           -"sign" * ("total" - "tax_total" - "shipping_total" - "fee_total" - "rounding") AS "amount" FROM "of_orders"
    UNION ALL SELECT "tenant_id", "entry_id", 'tax', "detail", "amount" FROM "taxed"
    UNION ALL SELECT "tenant_id", "entry_id", 'shipping', '', -"sign" * "shipping_total" FROM "of_orders"
    UNION ALL SELECT "tenant_id", "entry_id", 'fee', '', -"sign" * "fee_total" FROM "of_orders"
    UNION ALL SELECT "tenant_id", "entry_id", 'rounding', '', -"sign" * "rounding" FROM "of_orders"
    UNION ALL SELECT "tenant_id", "entry_id", "account", "detail", "amount" FROM "paid"
    UNION ALL
    SELECT f."tenant_id", f."entry_id", 'due', '', f."sign" * f."total" - coalesce(
             (SELECT sum(p."amount") FROM "paid" p WHERE p."tenant_id" = f."tenant_id" AND p."entry_id" = f."entry_id"), 0)
      FROM "of_orders" f
    UNION ALL
    SELECT e."tenant_id", e."id", x."account", x."detail", x."amount" FROM "first_entries" e
      JOIN "register_sessions" s ON s."tenant_id" = e."tenant_id" AND s."id" = e."cause_id" AND e."kind" = 'drawer-opened'
      CROSS JOIN LATERAL (VALUES ('drawer', s."register_id"::text, s."float"), ('safe', '', -s."float")) x("account", "detail", "amount")
    UNION ALL
    SELECT e."tenant_id", e."id", x."account", x."detail", x."amount" FROM "first_entries" e
      JOIN "drawer_movements" m ON m."tenant_id" = e."tenant_id" AND m."id" = e."cause_id" AND e."kind" = 'cash-moved'
      CROSS JOIN LATERAL (VALUES ('drawer', m."register_id"::text, m."amount"), ('payout', '', -m."amount")) x("account", "detail", "amount")
    UNION ALL
    SELECT e."tenant_id", e."id", x."account", x."detail", x."amount" FROM "first_entries" e
      JOIN "register_closings" c ON c."tenant_id" = e."tenant_id" AND c."session_id" = e."cause_id" AND e."kind" = 'drawer-closed'
      CROSS JOIN LATERAL (VALUES ('drawer', c."register_id"::text, -c."expected"), ('safe', '', c."counted"),
        ('variance', '', c."expected" - c."counted")) x("account", "detail", "amount"))
  SELECT "tenant_id", "entry_id", "account", "detail", sum("amount")::bigint AS "amount"
    FROM "all_lines" GROUP BY 1, 2, 3, 4 HAVING sum("amount") <> 0;

INSERT INTO "journal_entries"
  SELECT e."tenant_id", e."id", e."kind", e."cause_id", e."order_id", e."register_id", e."reference", e."currency",
         e."business_date", e."occurred_at"
    FROM "first_entries" e
   WHERE EXISTS (SELECT 1 FROM "first_lines" l WHERE l."tenant_id" = e."tenant_id" AND l."entry_id" = e."id");
INSERT INTO "journal_lines"
  SELECT l."tenant_id", l."entry_id",
         row_number() OVER (PARTITION BY l."tenant_id", l."entry_id" ORDER BY l."account", l."detail") - 1,
         l."account", l."detail", l."amount", e."currency", e."business_date"
    FROM "first_lines" l JOIN "first_entries" e ON e."tenant_id" = l."tenant_id" AND e."id" = l."entry_id";

-- From now on no transaction commits an entry that does not sum to nothing.
CREATE FUNCTION "entry_is_balanced"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "difference" bigint;
BEGIN
  SELECT coalesce(sum("amount"), 0) INTO "difference" FROM public."journal_lines"
   WHERE "tenant_id" = coalesce(NEW."tenant_id", OLD."tenant_id") AND "entry_id" = coalesce(NEW."entry_id", OLD."entry_id");
  IF "difference" <> 0 THEN
    RAISE EXCEPTION 'journal entry % is out of balance by %', coalesce(NEW."entry_id", OLD."entry_id"), "difference"
      USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_is_balanced';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "journal_is_balanced" AFTER INSERT OR UPDATE OR DELETE ON "journal_lines"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "entry_is_balanced"();

-- Stores that are open already: the roles that came with Tillhouse get the new right, as those of a new store have it.
UPDATE "roles" SET "permissions" = "permissions" || '["ledger.view"]'::jsonb
 WHERE "id" IN ('5d1c0a3e-0b0f-4d5e-9a57-000000000001', '5d1c0a3e-0b0f-4d5e-9a57-000000000002',
                '5d1c0a3e-0b0f-4d5e-9a57-000000000005')
   AND NOT "permissions" ? 'ledger.view';
