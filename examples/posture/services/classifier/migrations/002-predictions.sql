create table predictions (
  id uuid primary key,
  time timestamptz not null,
  pseudonym text not null,
  model_version text not null,
  label text not null,
  probability real not null,
  latency_us integer not null,
  release text not null
);

-- "My latest" reads one short range of this.
create index predictions_by_principal on predictions (pseudonym, time desc);

-- Rows arrive in time order, so a block range index finds an hour or a day at almost no cost to writing.
create index predictions_by_time on predictions using brin (time) with (pages_per_range = 32);
