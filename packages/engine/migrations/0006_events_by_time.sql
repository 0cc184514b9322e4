-- Diagnoses read what was recorded within a window. Events are appended in the order of time, so a few bytes a hundred
-- pages find it; a tree would cost every append.
create index events_by_time on events using brin (recorded_at);
