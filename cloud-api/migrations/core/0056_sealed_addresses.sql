-- What is left to seal of where shoppers have things sent: what is sealed is a JSON string.
CREATE INDEX shopper_addresses_to_seal ON shopper_addresses (tenant_id, id) WHERE jsonb_typeof(address) = 'object';
