-- The last check of what was sealed is found without reading the trail before it.
create index trail_verifications on trail (tenant_id, position) where action = 'verify';
