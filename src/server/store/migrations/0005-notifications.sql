-- What somebody should know: a form came back, a deadline is near. Told here, since an office without internet has no mail.
-- distribute: region_id
create table notification (
  region_id int not null,
  notification_id uuid not null,
  account_id uuid not null,
  form_id uuid,
  text text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (region_id, notification_id)
);
create index notification_by_account on notification (region_id, account_id, created_at);
alter table notification enable row level security;
grant select, update on notification to app_unit;
create policy notification_of_unit on notification to app_unit using (region_id = nullif(current_setting('app.region', true), '')::int) with check (region_id = nullif(current_setting('app.region', true), '')::int);
grant select, update on notification to app_bureau;
create policy notification_of_bureau on notification to app_bureau using (region_id = nullif(current_setting('app.region', true), '')::int) with check (region_id = nullif(current_setting('app.region', true), '')::int);
grant select, insert on notification to app_system;
create policy notification_of_system on notification to app_system using (region_id = nullif(current_setting('app.region', true), '')::int) with check (region_id = nullif(current_setting('app.region', true), '')::int);
-- A move of a unit's person puts the notice into the queue; what stands there they can't read.
grant insert on job to app_unit;
create policy job_of_unit on job for insert to app_unit with check (region_id = nullif(current_setting('app.region', true), '')::int);
-- A job files what was read from a folder of documents as drafts.
grant insert on form to app_system;
grant insert on form_version to app_system
