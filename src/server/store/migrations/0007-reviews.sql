-- What a reviewer gives a form (复核): row by row where it differs, with the cause; one a reviewer and version.
-- distribute: region_id
create table review (
  region_id int not null,
  review_id uuid not null,
  form_id uuid not null,
  unit_id int not null,
  version int not null,
  score numeric(6,2) not null,
  rows jsonb not null,
  opinion text not null,
  reviewed_by uuid not null,
  reviewed_at timestamptz not null,
  primary key (region_id, review_id),
  unique (region_id, form_id, version, reviewed_by),
  foreign key (region_id, form_id) references form (region_id, form_id)
);
-- A drawing of forms to be reviewed (抽查): whoever has the seed draws the same again.
-- distribute: region_id
create table sample (
  region_id int not null,
  sample_id uuid not null,
  fiscal_year smallint not null,
  kind text not null,
  title text not null,
  seed text not null,
  size int not null,
  drawn_from jsonb not null,
  forms jsonb not null,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (region_id, sample_id)
);
alter table review enable row level security;
alter table sample enable row level security;
grant select, insert on review to app_unit;
create policy review_of_unit on review to app_unit using (region_id = nullif(current_setting('app.region', true), '')::int and unit_id = any (string_to_array(nullif(current_setting('app.units', true), ''), ',')::int[])) with check (region_id = nullif(current_setting('app.region', true), '')::int and unit_id = any (string_to_array(nullif(current_setting('app.units', true), ''), ',')::int[]));
grant select, insert on review to app_bureau;
create policy review_of_bureau on review to app_bureau using (region_id = nullif(current_setting('app.region', true), '')::int) with check (region_id = nullif(current_setting('app.region', true), '')::int);
grant select on review to app_system;
create policy review_of_system on review to app_system using (region_id = nullif(current_setting('app.region', true), '')::int) with check (region_id = nullif(current_setting('app.region', true), '')::int);
grant select on review to app_report;
create policy review_of_report on review for select to app_report using (true);
grant select, insert on sample to app_bureau;
create policy sample_of_bureau on sample to app_bureau using (region_id = nullif(current_setting('app.region', true), '')::int) with check (region_id = nullif(current_setting('app.region', true), '')::int);
grant select on sample to app_system;
create policy sample_of_system on sample to app_system using (region_id = nullif(current_setting('app.region', true), '')::int) with check (region_id = nullif(current_setting('app.region', true), '')::int);
grant select on sample to app_report;
create policy sample_of_report on sample for select to app_report using (true)
