-- Every table begins with region_id (the finance bureau) and every key contains it: on Citus it is the distribution column.
-- distribute: reference
create table region (
  region_id int primary key,
  parent_id int,
  level smallint not null,
  name text not null
);
-- distribute: region_id
create table unit (
  region_id int not null,
  unit_id int not null,
  name text not null,
  kind text not null check (kind in ('unit', 'department', 'bureau')),
  parent_id int,
  from_year smallint not null,
  to_year smallint,
  primary key (region_id, unit_id)
);
-- What became of a unit: merged into, split into, renamed to another, from a year on.
-- distribute: region_id
create table unit_succession (
  region_id int not null,
  unit_id int not null,
  successor_id int not null,
  fiscal_year smallint not null,
  how text not null check (how in ('merge', 'split', 'rename')),
  primary key (region_id, unit_id, successor_id, fiscal_year)
);
-- distribute: region_id
create table form (
  region_id int not null,
  form_id uuid not null,
  unit_id int not null,
  fiscal_year smallint not null,
  kind text not null,
  project_code text not null default '',
  title text not null,
  status text not null check (status in ('draft', 'submitted', 'unitSigned', 'departmentReviewed', 'financeReviewed', 'approved', 'returned')),
  version int not null default 1,
  projected_version int not null default 0,
  doc jsonb not null,
  doc_hash bytea not null,
  total_score numeric(6,2),
  errors smallint not null default 0,
  warnings smallint not null default 0,
  is_late boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz,
  primary key (region_id, form_id),
  unique (region_id, unit_id, fiscal_year, kind, project_code)
);
create index form_unprojected on form (region_id) where version <> projected_version;
create index form_by_status on form (region_id, fiscal_year, status, unit_id);
create index form_by_unit on form (region_id, unit_id, form_id);
-- Every version of every form, by whom and when; nothing is ever deleted from it.
-- distribute: region_id
create table form_version (
  region_id int not null,
  form_id uuid not null,
  version int not null,
  unit_id int not null,
  status text not null,
  doc jsonb not null,
  doc_hash bytea not null,
  changed_by uuid,
  changed_at timestamptz not null,
  primary key (region_id, form_id, version),
  foreign key (region_id, form_id) references form (region_id, form_id)
);
-- Warnings that somebody stands by, with the reason; they travel with the form.
-- distribute: region_id
create table confirmation (
  region_id int not null,
  form_id uuid not null,
  finding_hash bytea not null,
  finding text not null,
  unit_id int not null,
  reason text not null,
  confirmed_by uuid not null,
  confirmed_at timestamptz not null,
  primary key (region_id, form_id, finding_hash),
  foreign key (region_id, form_id) references form (region_id, form_id)
);
-- distribute: region_id
create table comment (
  region_id int not null,
  comment_id uuid not null,
  form_id uuid not null,
  unit_id int not null,
  place text not null,
  text text not null,
  written_by uuid not null,
  written_at timestamptz not null,
  resolved_by uuid,
  resolved_at timestamptz,
  resolved_note text not null default '',
  primary key (region_id, comment_id),
  foreign key (region_id, form_id) references form (region_id, form_id)
);
create index comment_by_form on comment (region_id, form_id);
-- distribute: region_id
create table form_fund (
  region_id int not null,
  form_id uuid not null,
  line_no smallint not null,
  unit_id int not null,
  fiscal_year smallint not null,
  source text not null,
  role text not null,
  budget numeric(18,2),
  executed numeric(18,2),
  primary key (region_id, form_id, line_no),
  foreign key (region_id, form_id) references form (region_id, form_id)
);
-- distribute: region_id
create table form_indicator (
  region_id int not null,
  form_id uuid not null,
  line_no smallint not null,
  unit_id int not null,
  fiscal_year smallint not null,
  level1 text,
  level2 text,
  name text,
  target_text text,
  target_unit text,
  target_value numeric(24,6),
  actual_value numeric(24,6),
  weight numeric(6,2),
  score numeric(6,2),
  primary key (region_id, form_id, line_no),
  foreign key (region_id, form_id) references form (region_id, form_id)
);
create index form_indicator_by_level on form_indicator (region_id, fiscal_year, level1, level2);
