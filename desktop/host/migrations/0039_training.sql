-- A window at which somebody practises: nothing that it does is kept.
ALTER TABLE desk_sessions ADD COLUMN training INTEGER NOT NULL DEFAULT 0;
