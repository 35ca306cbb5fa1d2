-- Whether people who administer or review for finance must sign in with a second factor.
alter table region add column needs_totp boolean not null default false;
alter table account add column must_change_password boolean not null default false;
alter table account add column totp_confirmed_at timestamptz;
-- A program's account: no password, only tokens that an administrator makes.
alter table account add column is_machine boolean not null default false;
-- The bureau whose administrator made it: it stays theirs while it has no role anywhere.
alter table account add column made_region int;
alter table account add column made_by uuid;
alter table assignment add column given_by uuid;
alter table assignment add column given_at timestamptz;
alter table assignment add column ended_by uuid;
-- The role that was passed on: the delegated one ends with it.
alter table assignment add column delegated_from uuid;
-- A program may be given less than its owner has.
alter table session add column only_roles text[];
alter table session add column is_read_only boolean not null default false;
alter table session add column made_by uuid;
-- For somebody who has lost the device; each counts once.
-- distribute: reference
create table recovery_code (
  account_id uuid not null references account (account_id),
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);
-- A sign-in or a link that is under way at the identity provider; gone when it is done.
-- distribute: reference
create table oidc_attempt (
  state text primary key,
  nonce text not null,
  verifier text not null,
  claimed_by uuid references account (account_id),
  verified_as uuid references account (account_id),
  expires_at timestamptz not null
);
