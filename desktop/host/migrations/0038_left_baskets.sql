-- A basket that lay open when its till was locked: who left it and when, so that whoever goes on with it is told.
ALTER TABLE desk_baskets ADD COLUMN left_by TEXT;
ALTER TABLE desk_baskets ADD COLUMN left_at INTEGER;
