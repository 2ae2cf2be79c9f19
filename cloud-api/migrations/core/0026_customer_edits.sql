-- Who changed a field of a customer last; what stood there before is not kept beside it.
ALTER TABLE "field_edits" DROP CONSTRAINT "field_edits_subject_check";
ALTER TABLE "field_edits" ADD CONSTRAINT "field_edits_subject_check" CHECK ("subject" IN ('product', 'variant', 'price', 'customer'));
