-- What a shopper has agreed to at the provider's page is held when we ask for it.
ALTER TABLE payments.operations
  DROP CONSTRAINT operations_kind_check,
  ADD CONSTRAINT operations_kind_check CHECK (kind IN ('authorise', 'hold', 'capture', 'release', 'refund'));
