-- Letters are not kept: each follows from an event. The list of a county's letters is read along these events, the newest first;
-- reports, notices and rungs without a card, which are most of all events, have no entry.
create index events_with_letters on events (tenant_id, position desc)
  where type in ('assigned', 'reassigned', 'reopened', 'urged', 'extensionGranted', 'extensionRefused')
    or (type = 'rungFired' and (data ->> 'card') is not null);
