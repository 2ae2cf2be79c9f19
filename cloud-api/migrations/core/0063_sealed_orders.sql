-- What is left to seal of tries to pay, drafts and invoices: who buys, and where it goes.
CREATE INDEX checkout_attempts_to_seal ON checkout_attempts (tenant_id, id) WHERE jsonb_typeof(frozen) = 'object';
CREATE INDEX order_drafts_to_seal ON order_drafts (tenant_id, id) WHERE jsonb_typeof(frozen) = 'object';
CREATE INDEX invoices_to_seal ON invoices (tenant_id, id) WHERE left(document, 4) <> E'\x01s1.' AND document <> '';
