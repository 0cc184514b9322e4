-- How far each of a task's stages (terms.stages) has come: met or skipped at an instant, current, or waiting with its deadline,
-- which runs unarmed until its turn. The stage clock is that of the current one.
alter table tasks add column stages jsonb not null default '[]';
