-- When a version of a theme goes live by itself.
ALTER TABLE "theme_versions" ADD COLUMN "publish_at" INTEGER;
