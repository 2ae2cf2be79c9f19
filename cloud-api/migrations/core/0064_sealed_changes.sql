-- What is left to seal of what became of orders: an address that was changed, and who did it.
CREATE INDEX order_changes_to_seal ON order_changes (tenant_id, id) WHERE jsonb_typeof("before") = 'object';
