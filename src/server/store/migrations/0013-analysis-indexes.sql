-- The pictures of a bureau's year are drawn from the indexes alone: the lines of its forms lie far apart among those of other bureaus.
drop index form_indicator_by_level;
create index form_indicator_by_level on form_indicator (region_id, fiscal_year, level1, level2) include (form_id, unit_id, weight, score);
create index form_fund_total on form_fund (region_id, fiscal_year, form_id) include (line_no, unit_id, budget, executed) where role = 'total';
