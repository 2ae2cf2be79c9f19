-- Each of several taxes of a line, frozen with it; and what a person gave at the till, with the reason.
ALTER TABLE "order_lines" ADD COLUMN "taxes" jsonb;
ALTER TABLE "order_lines" ADD COLUMN "by_hand" jsonb;
