-- What of a case other records are counted by; the cloud fills it in for those that are here.
ALTER TABLE "quarantine_cases" ADD COLUMN "about" TEXT NOT NULL DEFAULT '{}';
