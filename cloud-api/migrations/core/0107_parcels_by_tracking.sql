-- Parcels are found by what their carrier calls them, when it tells of one.
CREATE INDEX fulfilments_by_tracking ON fulfilments (tenant_id, tracking) WHERE tracking <> '';
