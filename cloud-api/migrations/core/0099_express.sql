-- What a shopper was led to agree to at a provider, who then says who they are.
ALTER TABLE "checkouts" ADD COLUMN "express" jsonb;
