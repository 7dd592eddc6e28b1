-- 历史脱贫人口底册只增不删: rows are added, never changed and never deleted; a correction is another row that replaces it.
CREATE FUNCTION history_entry_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '底册只增不删不改，请登记更正'; END $$;
CREATE TRIGGER history_entry_keep BEFORE UPDATE OR DELETE ON history_entry FOR EACH ROW EXECUTE FUNCTION history_entry_keep();
