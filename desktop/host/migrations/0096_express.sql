-- The cloud's alone, and empty here.
ALTER TABLE "checkouts" ADD COLUMN "express" TEXT;
