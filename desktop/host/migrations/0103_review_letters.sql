-- After how many days a store asks who got something for a review; null: it does not.
ALTER TABLE "review_settings" ADD COLUMN "ask_after_days" INTEGER;
