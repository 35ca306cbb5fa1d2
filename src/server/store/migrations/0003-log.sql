-- One chain a unit: each entry holds the hash of the one before. Written once, never changed: no role may update or delete.
-- distribute: region_id
create table audit_event (
  region_id int not null,
  unit_id int not null,
  seq int not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  payload text not null,
  algorithm text not null,
  prev_hash bytea not null,
  hash bytea not null,
  primary key (region_id, unit_id, seq)
);
create index audit_event_by_subject on audit_event (region_id, subject);
-- Once a day the last hashes of all chains of a bureau, chained themselves: a cut-off end of a chain shows.
-- distribute: region_id
create table audit_anchor (
  region_id int not null,
  day date not null,
  heads text not null,
  algorithm text not null,
  prev_root bytea not null,
  root bytea not null,
  primary key (region_id, day)
);
-- distribute: region_id
create table job (
  region_id int not null,
  job_id uuid not null,
  queue text not null,
  payload jsonb not null,
  run_at timestamptz not null,
  attempts smallint not null default 0,
  most_attempts smallint not null default 5,
  locked_until timestamptz,
  progress real not null default 0,
  message text not null default '',
  result jsonb,
  created_by uuid,
  created_at timestamptz not null,
  cancelled_at timestamptz,
  failed_at timestamptz,
  done_at timestamptz,
  primary key (region_id, job_id)
);
create index job_ready on job (region_id, queue, run_at) where done_at is null and failed_at is null and cancelled_at is null;
