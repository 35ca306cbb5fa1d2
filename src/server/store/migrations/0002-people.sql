-- People may work for several bureaus: accounts are the same on every node.
-- distribute: reference
create table account (
  account_id uuid primary key,
  login text not null unique,
  name text not null,
  password_hash text,
  totp_secret text,
  totp_last_step bigint,
  oidc_subject text unique,
  failures smallint not null default 0,
  locked_until timestamptz,
  is_disabled boolean not null default false,
  created_at timestamptz not null,
  password_changed_at timestamptz
);
-- A role for one unit (unit_id 0: all units of the bureau) over years; a delegated one names who gave it and ends.
-- distribute: reference
create table assignment (
  assignment_id uuid primary key,
  account_id uuid not null references account (account_id),
  region_id int not null,
  unit_id int not null,
  role text not null check (role in ('clerk', 'unitHead', 'departmentReviewer', 'financeReviewer', 'performanceOfficer', 'expert', 'auditor', 'administrator')),
  from_year smallint not null,
  to_year smallint,
  delegated_by uuid references account (account_id),
  until timestamptz,
  ended_at timestamptz
);
create index assignment_by_account on assignment (account_id);
create index assignment_by_unit on assignment (region_id, unit_id);
-- Only a hash of the token is kept: who reads the table can't sign in with it.
-- distribute: reference
create table session (
  token_hash bytea primary key,
  account_id uuid not null references account (account_id),
  kind text not null check (kind in ('browser', 'machine')),
  label text not null default '',
  csrf text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_by_account on session (account_id);
-- The answer to a request that was sent before: sending it again does nothing twice.
-- distribute: region_id
create table request_done (
  region_id int not null,
  account_id uuid not null,
  request_key text not null,
  request_hash bytea not null,
  status smallint not null,
  body jsonb not null,
  done_at timestamptz not null,
  primary key (region_id, account_id, request_key)
);
-- distribute: region_id
create table campaign (
  region_id int not null,
  campaign_id uuid not null,
  fiscal_year smallint not null,
  kind text not null,
  title text not null,
  policy_id text,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  late_until timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (region_id, campaign_id),
  unique (region_id, fiscal_year, kind)
);
-- Files by the hash of their content; the bytes lie in a folder or an object store.
-- distribute: region_id
create table attachment (
  region_id int not null,
  attachment_id uuid not null,
  form_id uuid not null,
  unit_id int not null,
  place text not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  content_hash bytea not null,
  added_by uuid not null,
  added_at timestamptz not null,
  removed_by uuid,
  removed_at timestamptz,
  primary key (region_id, attachment_id),
  foreign key (region_id, form_id) references form (region_id, form_id)
);
create index attachment_by_form on attachment (region_id, form_id);
