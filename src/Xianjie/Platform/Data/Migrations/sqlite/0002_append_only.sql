-- 历史脱贫人口底册只增不删: rows are added, never changed and never deleted; a correction is another row that replaces it.
CREATE TRIGGER history_entry_no_update BEFORE UPDATE ON history_entry BEGIN SELECT RAISE(ABORT, '底册只增不改，请登记更正'); END;
CREATE TRIGGER history_entry_no_delete BEFORE DELETE ON history_entry BEGIN SELECT RAISE(ABORT, '底册只增不删，请登记更正'); END;
