-- A security key says yes as a PIN and a badge do.
ALTER TABLE "approval_uses" DROP CONSTRAINT "approval_uses_how_check";
ALTER TABLE "approval_uses" ADD CONSTRAINT "approval_uses_how_check" CHECK ("how" IN ('asked', 'pin', 'badge', 'key'));
