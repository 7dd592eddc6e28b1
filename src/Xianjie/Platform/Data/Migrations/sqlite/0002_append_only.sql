-- 历史脱贫人口底册只增不删: rows are added, never changed and never deleted; a correction is another row that replaces it.
-- Only the sealed number and its index may be written again: under another key, when keys are changed.
CREATE TRIGGER history_entry_no_update BEFORE UPDATE OF id, division, household_no, name, identified_year, exited_year, left_out, left_year, left_why, replaces, why, source, by, at ON history_entry BEGIN SELECT RAISE(ABORT, '底册只增不改，请登记更正'); END;
CREATE TRIGGER history_entry_no_delete BEFORE DELETE ON history_entry BEGIN SELECT RAISE(ABORT, '底册只增不删，请登记更正'); END;
