-- No clear name anywhere: a login is found by a keyed hash of its name.
create table users (
  login_hash text primary key,
  password text not null,
  created timestamptz not null default now()
);

-- One row, the version every instance answers with.
create table active_model (
  singleton boolean primary key default true check (singleton),
  version text not null,
  chosen timestamptz not null default now(),
  chosen_by text not null
);

create table model_performance (
  version text not null,
  digest text not null,
  balanced_accuracy double precision,
  confusion jsonb,
  loaded timestamptz not null default now(),
  primary key (version, digest)
);

create table model_hours (
  hour timestamptz not null,
  version text not null,
  label text not null,
  predictions bigint not null,
  primary key (hour, version, label)
);
