-- What was put aside is sealed; what other records are counted by stands beside it.
ALTER TABLE "quarantine_cases" ADD COLUMN "about" jsonb NOT NULL DEFAULT '{}';
-- The owner of the tables is under their row-level security too, and has no tenant here.
ALTER TABLE "quarantine_cases" NO FORCE ROW LEVEL SECURITY;
UPDATE "quarantine_cases" SET "about" = jsonb_strip_nulls(jsonb_build_object(
  'orderId', "args" -> 'orderId', 'invoiceId', "args" -> 'invoiceId', 'registerId', "args" -> 'registerId',
  'sessionId', "args" -> 'sessionId', 'generation', "args" -> 'decided' -> 'generation'))
  WHERE jsonb_typeof("args") = 'object';
ALTER TABLE "quarantine_cases" FORCE ROW LEVEL SECURITY;
-- What is left to seal; rows that are written from now on never come into it.
CREATE INDEX quarantine_cases_to_seal ON quarantine_cases (tenant_id, id) WHERE
  left(args #>> '{}', 4) <> E'\x01s1.' OR (left(actor_name, 4) <> E'\x01s1.' AND actor_name NOT IN ('', '—'))
  OR (left(decided_by, 4) <> E'\x01s1.' AND decided_by NOT IN ('', '—')) OR (left(note, 4) <> E'\x01s1.' AND note NOT IN ('', '—'));
