-- How a unit was called and where it belonged, from a year on: earlier years keep what they had. `unit` itself holds the newest state.
-- distribute: region_id
create table unit_version (
  region_id int not null,
  unit_id int not null,
  from_year smallint not null,
  to_year smallint,
  name text not null,
  initials text not null default '',
  kind text not null check (kind in ('unit', 'department', 'bureau')),
  parent_id int,
  primary key (region_id, unit_id, from_year)
);
create index unit_version_by_parent on unit_version (region_id, parent_id);
create index unit_succession_by_successor on unit_succession (region_id, successor_id);
insert into unit_version (region_id, unit_id, from_year, to_year, name, kind, parent_id) select region_id, unit_id, from_year, to_year, name, kind, parent_id from unit;
alter table unit_version enable row level security;
grant select on unit_version to app_unit;
create policy unit_version_of_unit on unit_version to app_unit using (region_id = nullif(current_setting('app.region', true), '')::int and unit_id = any (string_to_array(nullif(current_setting('app.units', true), ''), ',')::int[])) with check (region_id = nullif(current_setting('app.region', true), '')::int and unit_id = any (string_to_array(nullif(current_setting('app.units', true), ''), ',')::int[]));
grant select, insert, update on unit_version to app_bureau;
create policy unit_version_of_bureau on unit_version to app_bureau using (region_id = nullif(current_setting('app.region', true), '')::int) with check (region_id = nullif(current_setting('app.region', true), '')::int);
grant select on unit_version to app_system;
create policy unit_version_of_system on unit_version to app_system using (region_id = nullif(current_setting('app.region', true), '')::int) with check (region_id = nullif(current_setting('app.region', true), '')::int);
grant select on unit_version to app_report;
create policy unit_version_of_report on unit_version for select to app_report using (true);
