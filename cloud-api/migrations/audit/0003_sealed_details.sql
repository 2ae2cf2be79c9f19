-- Bodies are sealed; what is left to seal is from before.
CREATE INDEX details_to_seal ON audit.details (tenant_id, mutation_id)
  WHERE left(body, 4) <> E'\x01s1.' AND body <> '⟨erased⟩';
