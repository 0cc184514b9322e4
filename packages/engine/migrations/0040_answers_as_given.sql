-- The answer kept under an Idempotency-Key, as the text that was sent: jsonb puts its members in an order of its own, and the same answer
-- is to be the same to the byte.
alter table matter_answers alter column answer type json using answer::json;
