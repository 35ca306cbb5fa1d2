-- Rule ids of the findings of the last check, one an occurrence: what is commonest is counted without opening documents.
alter table form add column finding_rules text[] not null default '{}';
create index form_indicator_by_name on form_indicator (region_id, fiscal_year, name)
