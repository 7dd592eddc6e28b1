-- 历史脱贫人口底册只增不删: rows are added, never changed and never deleted; a correction is another row that replaces it.
-- Only the sealed number and its index may be written again: under another key, when keys are changed.
CREATE FUNCTION history_entry_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'citizen_id_sealed' - 'citizen_id_index' = to_jsonb(OLD) - 'citizen_id_sealed' - 'citizen_id_index' THEN RETURN NEW; END IF; RAISE EXCEPTION '底册只增不删不改，请登记更正'; END $$;
CREATE TRIGGER history_entry_keep BEFORE UPDATE OR DELETE ON history_entry FOR EACH ROW EXECUTE FUNCTION history_entry_keep();
