-- When a version of a theme goes live by itself.
ALTER TABLE "theme_versions" ADD COLUMN "publish_at" timestamptz(3);
-- A sweeper asks every tenant's at once for what is due.
CREATE INDEX theme_versions_due ON theme_versions (publish_at) WHERE publish_at IS NOT NULL;
