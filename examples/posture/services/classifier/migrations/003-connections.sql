create table connections (
  id uuid primary key,
  pseudonym text not null,
  kind text not null check (kind in ('device', 'user')),
  opened timestamptz not null,
  closed timestamptz,
  code integer,
  release text not null,
  instance text not null
);

create index connections_by_time on connections using brin (opened) with (pages_per_range = 32);
