-- What currencies are worth in that of the books, what each order was placed at, and entries in the currency of the books.
CREATE TABLE "exchange_rates" (
  "tenant_id" uuid NOT NULL,
  "currency" text COLLATE "C" NOT NULL,
  "books_currency" text COLLATE "C" NOT NULL,
  "day" date NOT NULL,
  "rate" text NOT NULL,
  "source" text NOT NULL,
  "actor_name" text NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "currency", "books_currency", "day")
);
CREATE TABLE "order_rates" (
  "tenant_id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "currency" text NOT NULL,
  "books_currency" text NOT NULL,
  "rate" text NOT NULL,
  "day" date NOT NULL,
  "source" text NOT NULL,
  "shift" bigint NOT NULL,
  "month" text NOT NULL,
  PRIMARY KEY ("tenant_id", "order_id")
);
CREATE TABLE "books_lines" (
  "tenant_id" uuid NOT NULL,
  "entry_id" uuid NOT NULL,
  "position" bigint NOT NULL,
  "account" text NOT NULL CHECK ("account" IN ('sales', 'refund', 'tax', 'shipping', 'fee', 'rounding', 'tender', 'drawer', 'due', 'safe', 'payout', 'variance', 'credit', 'goodwill', 'breakage', 'tips', 'points', 'loyalty', 'exchange')),
  "detail" text NOT NULL,
  "amount" bigint NOT NULL,
  "currency" text NOT NULL,
  "business_date" date NOT NULL,
  PRIMARY KEY ("tenant_id", "entry_id", "position")
);
CREATE INDEX "books_lines_by_business_date_account" ON "books_lines" ("tenant_id", "business_date", "account");

-- No transaction commits an entry that is not in balance in the currency of the books.
CREATE FUNCTION "books_are_balanced"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "tenant" uuid := coalesce(NEW."tenant_id", OLD."tenant_id");
  "entry" uuid := coalesce(NEW."entry_id", OLD."entry_id");
  "difference" bigint;
BEGIN
  SELECT coalesce(sum("amount"), 0) INTO "difference" FROM public."books_lines"
   WHERE "tenant_id" = "tenant" AND "entry_id" = "entry";
  IF "difference" <> 0 THEN
    RAISE EXCEPTION 'entry % is out of balance by % in the currency of the books', "entry", "difference"
      USING ERRCODE = 'check_violation', CONSTRAINT = 'books_are_balanced';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "books_are_balanced" AFTER INSERT OR UPDATE OR DELETE ON "books_lines"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "books_are_balanced"();
