CREATE TABLE "access_grant" (
    "id" TEXT NOT NULL CONSTRAINT "pk_access_grant" PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "user_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "department" TEXT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "for_id" TEXT NULL,
    "for_name" TEXT NULL,
    "reason" TEXT NOT NULL,
    "given_by" TEXT NOT NULL,
    "given_at" TEXT NOT NULL,
    "revoked_at" TEXT NULL,
    "revoked_by" TEXT NULL,
    "revoke_reason" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "act_request" (
    "id" TEXT NOT NULL CONSTRAINT "pk_act_request" PRIMARY KEY,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "permission" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "department" TEXT NULL,
    "rows" INTEGER NOT NULL,
    "why" TEXT NOT NULL,
    "payload_sealed" BLOB NOT NULL,
    "preview_sealed" BLOB NOT NULL,
    "digest" BLOB NOT NULL,
    "asked_by_id" TEXT NOT NULL,
    "asked_by" TEXT NOT NULL,
    "asked_at" TEXT NOT NULL,
    "barred" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "decided_by_id" TEXT NULL,
    "decided_by" TEXT NULL,
    "decided_at" TEXT NULL,
    "decision" TEXT NULL,
    "outcome" TEXT NULL,
    "link" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "app_user" (
    "id" TEXT NOT NULL CONSTRAINT "pk_app_user" PRIMARY KEY,
    "login" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "department" TEXT NULL,
    "password_hash" TEXT NOT NULL,
    "password_given_at" TEXT NULL,
    "password_changed_at" TEXT NULL,
    "disabled" INTEGER NOT NULL,
    "failed_sign_ins" INTEGER NOT NULL,
    "locked_until" TEXT NULL,
    "authenticator_key_sealed" BLOB NULL,
    "second_factor_at" TEXT NULL,
    "last_code_step" INTEGER NOT NULL,
    "recovery_codes" TEXT NULL,
    "stamp" TEXT NOT NULL
);


CREATE TABLE "attachment" (
    "id" TEXT NOT NULL CONSTRAINT "pk_attachment" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "file_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT NULL,
    "size" INTEGER NOT NULL,
    "content_type" TEXT NOT NULL,
    "subject" TEXT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "audit_event" (
    "id" TEXT NOT NULL CONSTRAINT "pk_audit_event" PRIMARY KEY,
    "at" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "login" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "why" TEXT NULL,
    "object" TEXT NULL,
    "object_id" TEXT NULL,
    "address" TEXT NULL,
    "count" INTEGER NOT NULL,
    "content" BLOB NULL,
    "detail_sealed" BLOB NULL,
    "chain" INTEGER NULL,
    "suite" TEXT NOT NULL,
    "hash" BLOB NULL
);


CREATE TABLE "audit_finding" (
    "id" TEXT NOT NULL CONSTRAINT "pk_audit_finding" PRIMARY KEY,
    "at" TEXT NOT NULL,
    "whole" INTEGER NOT NULL,
    "events" INTEGER NOT NULL,
    "words" TEXT NOT NULL
);


CREATE TABLE "authorisation" (
    "id" TEXT NOT NULL CONSTRAINT "pk_authorisation" PRIMARY KEY,
    "case_id" TEXT NULL,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "form_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "signed_on" TEXT NOT NULL,
    "valid_until" TEXT NOT NULL,
    "signers" TEXT NOT NULL,
    "covers" TEXT NULL,
    "missing_why" TEXT NULL,
    "scan_id" TEXT NULL,
    "revoked_on" TEXT NULL,
    "revoked_why" TEXT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "backup_drill" (
    "id" TEXT NOT NULL CONSTRAINT "pk_backup_drill" PRIMARY KEY,
    "at" TEXT NOT NULL,
    "good" INTEGER NOT NULL,
    "part" TEXT NOT NULL,
    "restore_seconds" REAL NOT NULL,
    "check_seconds" REAL NOT NULL,
    "rows" INTEGER NOT NULL,
    "words" TEXT NOT NULL
);


CREATE TABLE "backup_turn" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_backup_turn" PRIMARY KEY,
    "held_by" TEXT NULL,
    "held_until" TEXT NULL,
    "good_at" TEXT NULL,
    "good_part" TEXT NULL,
    "failed_at" TEXT NULL,
    "failure" TEXT NULL
);


CREATE TABLE "barrier_conversion" (
    "id" TEXT NOT NULL CONSTRAINT "pk_barrier_conversion" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "disability" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "works" TEXT NOT NULL,
    "applied_on" TEXT NULL,
    "approved_on" TEXT NULL,
    "done_on" TEXT NULL,
    "accepted_on" TEXT NULL,
    "amount" INTEGER NULL,
    "note" TEXT NULL,
    "photos" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "benefit" (
    "id" TEXT NOT NULL CONSTRAINT "pk_benefit" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "first_month" INTEGER NOT NULL,
    "last_month" INTEGER NOT NULL,
    "times" INTEGER NOT NULL,
    "amount" INTEGER NOT NULL,
    "detail" TEXT NOT NULL,
    "is_current" INTEGER NOT NULL,
    "source" TEXT NOT NULL
);


CREATE TABLE "calendar_day" (
    "day" TEXT NOT NULL CONSTRAINT "pk_calendar_day" PRIMARY KEY,
    "is_workday" INTEGER NOT NULL
);


CREATE TABLE "campaign" (
    "id" TEXT NOT NULL CONSTRAINT "pk_campaign" PRIMARY KEY,
    "form_key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "choice" TEXT NOT NULL,
    "chosen" TEXT NOT NULL,
    "places" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "round_id" TEXT NULL,
    "checklist" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "closed_on" TEXT NULL,
    "summary" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "campaign_object" (
    "id" TEXT NOT NULL CONSTRAINT "pk_campaign_object" PRIMARY KEY,
    "campaign_id" TEXT NOT NULL,
    "household_id" TEXT NOT NULL,
    "household_no" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "done_on" TEXT NULL,
    "visitors" TEXT NULL,
    "words" TEXT NULL,
    "by" TEXT NULL,
    "problem" TEXT NULL,
    "mended_on" TEXT NULL,
    "mended" TEXT NULL,
    "tried_on" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "case_act" (
    "id" TEXT NOT NULL CONSTRAINT "pk_case_act" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "step_id" TEXT NOT NULL,
    "form_key" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "words" TEXT NULL,
    "category" TEXT NULL,
    "risks" TEXT NULL,
    "by" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "case_doubt" (
    "id" TEXT NOT NULL CONSTRAINT "pk_case_doubt" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "form_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "clue_id" TEXT NULL,
    "query_id" TEXT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "conclusion" TEXT NULL,
    "evidence" TEXT NULL,
    "concluded_by" TEXT NULL,
    "concluded_at" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "case_visit" (
    "id" TEXT NOT NULL CONSTRAINT "pk_case_visit" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "step_id" TEXT NOT NULL,
    "form_key" TEXT NOT NULL,
    "visited_on" TEXT NOT NULL,
    "visitors" TEXT NOT NULL,
    "has_risk" INTEGER NOT NULL,
    "risks" TEXT NULL,
    "category" TEXT NULL,
    "income_finding" TEXT NOT NULL,
    "self_pay_finding" TEXT NOT NULL,
    "problem_finding" TEXT NOT NULL,
    "coping_finding" TEXT NOT NULL,
    "cannot_cope" INTEGER NOT NULL,
    "income_fell" INTEGER NOT NULL,
    "spending_hard" INTEGER NOT NULL,
    "guarantee_gap" INTEGER NOT NULL,
    "house_problem" INTEGER NULL,
    "school_problem" INTEGER NULL,
    "water_problem" INTEGER NULL,
    "insurance_problem" INTEGER NULL,
    "main_problems" TEXT NULL,
    "wage" INTEGER NULL,
    "business" INTEGER NULL,
    "property" INTEGER NULL,
    "transfer" INTEGER NULL,
    "business_cost" INTEGER NULL,
    "insurance_claim" INTEGER NULL,
    "compliant_self_pay" INTEGER NULL,
    "by" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "change" (
    "id" TEXT NOT NULL CONSTRAINT "pk_change" PRIMARY KEY,
    "at" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "why" TEXT NULL,
    "evidence" TEXT NULL,
    "batch" TEXT NULL,
    "set_id" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "object" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "before" TEXT NULL,
    "after" TEXT NULL
);


CREATE TABLE "clinic_blank" (
    "id" TEXT NOT NULL CONSTRAINT "pk_clinic_blank" PRIMARY KEY,
    "division" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "opened_on" TEXT NOT NULL,
    "closed_on" TEXT NULL,
    "closed_by" TEXT NULL
);


CREATE TABLE "clue" (
    "id" TEXT NOT NULL CONSTRAINT "pk_clue" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "household_no" TEXT NOT NULL,
    "head_name" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "risk" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "rules" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "channels" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "found_on" TEXT NOT NULL,
    "last_hit_on" TEXT NOT NULL,
    "hits" INTEGER NOT NULL,
    "run_id" TEXT NOT NULL,
    "open_key" TEXT NULL,
    "key" TEXT NOT NULL,
    "dispatched_on" TEXT NULL,
    "due" TEXT NULL,
    "closed_on" TEXT NULL,
    "outcome" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "clue_hit" (
    "id" TEXT NOT NULL CONSTRAINT "pk_clue_hit" PRIMARY KEY,
    "clue_id" TEXT NOT NULL,
    "household_id" TEXT NOT NULL,
    "person_id" TEXT NULL,
    "division" INTEGER NOT NULL,
    "run_id" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "rule_hash" TEXT NOT NULL,
    "as_of" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "content_sealed" BLOB NOT NULL
);


CREATE TABLE "clue_source" (
    "id" TEXT NOT NULL CONSTRAINT "pk_clue_source" PRIMARY KEY,
    "clue_id" TEXT NOT NULL,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "number" TEXT NULL,
    "link" TEXT NULL,
    "origin" TEXT NOT NULL,
    "on" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "consent_gap" (
    "id" TEXT NOT NULL CONSTRAINT "pk_consent_gap" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "facts" TEXT NOT NULL,
    "since" TEXT NOT NULL
);


CREATE TABLE "critical_case" (
    "id" TEXT NOT NULL CONSTRAINT "pk_critical_case" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "disease" TEXT NOT NULL,
    "diagnosis_sealed" BLOB NULL,
    "diagnosed_on" TEXT NOT NULL,
    "hospital" TEXT NULL,
    "state" TEXT NOT NULL,
    "care" TEXT NULL,
    "treated_on" TEXT NULL,
    "cost" INTEGER NULL,
    "self_paid" INTEGER NULL,
    "note_sealed" BLOB NULL,
    "source" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "deleted_row" (
    "id" TEXT NOT NULL CONSTRAINT "pk_deleted_row" PRIMARY KEY,
    "table_name" TEXT NOT NULL,
    "key" TEXT NOT NULL
);


CREATE TABLE "deletion_run" (
    "id" TEXT NOT NULL CONSTRAINT "pk_deletion_run" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "found_at" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "ids" BLOB NOT NULL,
    "digest" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "asked_by" TEXT NULL,
    "confirmed_by" TEXT NULL,
    "why" TEXT NULL,
    "ended_at" TEXT NULL
);


CREATE TABLE "delivery" (
    "id" TEXT NOT NULL CONSTRAINT "pk_delivery" PRIMARY KEY,
    "feed" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "file_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "counting_hash" TEXT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "job_id" TEXT NULL,
    "columns" TEXT NULL,
    "part_id" TEXT NULL,
    "errors_id" TEXT NULL,
    "rows" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "unmatched" INTEGER NOT NULL,
    "duplicates" INTEGER NOT NULL,
    "first_day" TEXT NULL,
    "last_day" TEXT NULL,
    "notes" TEXT NULL,
    "withdrawn_by" TEXT NULL,
    "withdraw_reason" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "democratic_review" (
    "id" TEXT NOT NULL CONSTRAINT "pk_democratic_review" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "step_id" TEXT NOT NULL,
    "form_key" TEXT NOT NULL,
    "held_on" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "chair" TEXT NOT NULL,
    "recorder" TEXT NOT NULL,
    "expected" INTEGER NOT NULL,
    "present" INTEGER NOT NULL,
    "for" INTEGER NOT NULL,
    "against" INTEGER NOT NULL,
    "abstained" INTEGER NOT NULL,
    "passed" INTEGER NOT NULL,
    "minutes" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "division" (
    "code" INTEGER NOT NULL CONSTRAINT "pk_division" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "parent" INTEGER NULL,
    "urban_rural" TEXT NULL,
    "valid_from" TEXT NOT NULL,
    "valid_to" TEXT NULL,
    "successors" TEXT NULL,
    "outline" TEXT NULL,
    "longitude" REAL NULL,
    "latitude" REAL NULL
);


CREATE TABLE "doctor_contract" (
    "id" TEXT NOT NULL CONSTRAINT "pk_doctor_contract" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "diseases" TEXT NOT NULL,
    "signed_on" TEXT NULL,
    "expires_on" TEXT NULL,
    "doctor" TEXT NULL,
    "institution" TEXT NULL,
    "package" TEXT NULL,
    "served_on" TEXT NULL,
    "followed_on" TEXT NULL,
    "state" TEXT NOT NULL
);


CREATE TABLE "doubt_act" (
    "id" TEXT NOT NULL CONSTRAINT "pk_doubt_act" PRIMARY KEY,
    "doubt_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "until" TEXT NULL,
    "by" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "dropout_order" (
    "id" TEXT NOT NULL CONSTRAINT "pk_dropout_order" PRIMARY KEY,
    "gap_id" TEXT NOT NULL,
    "household_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "child_name" TEXT NOT NULL,
    "opened_on" TEXT NOT NULL,
    "verify_by" TEXT NOT NULL,
    "persuade_by" TEXT NOT NULL,
    "settle_by" TEXT NOT NULL,
    "education_duty" TEXT NULL,
    "administration_duty" TEXT NULL,
    "closed_on" TEXT NULL,
    "outcome" TEXT NULL,
    "outcome_words" TEXT NULL,
    "look_again_on" TEXT NULL,
    "looked_on" TEXT NULL,
    "still_there" INTEGER NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "dropout_talk" (
    "id" TEXT NOT NULL CONSTRAINT "pk_dropout_talk" PRIMARY KEY,
    "order_id" TEXT NOT NULL,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "on" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "by" TEXT NOT NULL
);


CREATE TABLE "export_record" (
    "id" TEXT NOT NULL CONSTRAINT "pk_export_record" PRIMARY KEY,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "revealed" INTEGER NOT NULL,
    "by_id" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "hash" TEXT NULL,
    "file_id" TEXT NULL,
    "downloads" INTEGER NOT NULL,
    "most_downloads" INTEGER NOT NULL,
    "expires_at" TEXT NULL,
    "deleted_at" TEXT NULL,
    "salt_sealed" BLOB NOT NULL,
    "prints" BLOB NOT NULL
);


CREATE TABLE "feed_mapping" (
    "id" TEXT NOT NULL CONSTRAINT "pk_feed_mapping" PRIMARY KEY,
    "feed" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "columns" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "first_help" (
    "id" TEXT NOT NULL CONSTRAINT "pk_first_help" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "form_key" TEXT NOT NULL,
    "given_on" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "amount" INTEGER NULL,
    "unit" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "foreign_identity" (
    "id" TEXT NOT NULL CONSTRAINT "pk_foreign_identity" PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "guarantee_gap" (
    "id" TEXT NOT NULL CONSTRAINT "pk_guarantee_gap" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "person_id" TEXT NULL,
    "division" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "opened_on" TEXT NOT NULL,
    "closed_on" TEXT NULL,
    "closed_by" TEXT NULL
);


CREATE TABLE "guarantee_proof" (
    "id" TEXT NOT NULL CONSTRAINT "pk_guarantee_proof" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "person_id" TEXT NULL,
    "division" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "proved_on" TEXT NOT NULL,
    "passed" INTEGER NOT NULL,
    "value" TEXT NOT NULL,
    "number" INTEGER NULL,
    "source" TEXT NOT NULL,
    "note" TEXT NULL,
    "attachment_id" TEXT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "help_plan" (
    "id" TEXT NOT NULL CONSTRAINT "pk_help_plan" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "unit" TEXT NOT NULL,
    "cadre" TEXT NOT NULL,
    "goal" TEXT NOT NULL,
    "start" TEXT NOT NULL,
    "end" TEXT NULL,
    "closed_on" TEXT NULL,
    "close_reason" TEXT NULL,
    "made_by" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "help_visit" (
    "id" TEXT NOT NULL CONSTRAINT "pk_help_visit" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "visited_on" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "visitors" TEXT NOT NULL,
    "findings" TEXT NOT NULL,
    "school_problem" INTEGER NULL,
    "medical_problem" INTEGER NULL,
    "house_problem" INTEGER NULL,
    "water_problem" INTEGER NULL,
    "new_risks" TEXT NULL,
    "next_step" TEXT NULL,
    "next_on" TEXT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "form_key" TEXT NOT NULL
);


CREATE TABLE "history_entry" (
    "id" TEXT NOT NULL CONSTRAINT "pk_history_entry" PRIMARY KEY,
    "division" INTEGER NOT NULL,
    "household_no" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "citizen_id_sealed" BLOB NULL,
    "citizen_id_index" BLOB NULL,
    "identified_year" INTEGER NULL,
    "exited_year" INTEGER NULL,
    "left_out" INTEGER NOT NULL,
    "left_year" INTEGER NULL,
    "left_why" TEXT NULL,
    "replaces" TEXT NULL,
    "why" TEXT NULL,
    "source" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "house_finding" (
    "id" TEXT NOT NULL CONSTRAINT "pk_house_finding" PRIMARY KEY,
    "round_id" TEXT NOT NULL,
    "household_id" TEXT NOT NULL,
    "household_no" TEXT NOT NULL,
    "head_name" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "inspected_on" TEXT NOT NULL,
    "inspectors" TEXT NOT NULL,
    "grade" TEXT NOT NULL,
    "before" TEXT NULL,
    "seen" TEXT NOT NULL,
    "self_built" INTEGER NOT NULL,
    "for_trade" INTEGER NOT NULL,
    "note" TEXT NULL,
    "form_key" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "house_hazard" (
    "id" TEXT NOT NULL CONSTRAINT "pk_house_hazard" PRIMARY KEY,
    "finding_id" TEXT NOT NULL,
    "household_id" TEXT NOT NULL,
    "household_no" TEXT NOT NULL,
    "head_name" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "grade" TEXT NOT NULL,
    "seen" TEXT NOT NULL,
    "self_built" INTEGER NOT NULL,
    "measure" TEXT NOT NULL,
    "responsible" TEXT NOT NULL,
    "found_on" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "mended_on" TEXT NULL,
    "mended_words" TEXT NULL,
    "mended_by" TEXT NULL,
    "accepted_on" TEXT NULL,
    "accepted_by" TEXT NULL,
    "accepted_words" TEXT NULL,
    "grade_after" TEXT NULL,
    "returns" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "house_round" (
    "id" TEXT NOT NULL CONSTRAINT "pk_house_round" PRIMARY KEY,
    "form_key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "inspectors" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "closed_on" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "household" (
    "id" TEXT NOT NULL CONSTRAINT "pk_household" PRIMARY KEY,
    "household_no" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "county" INTEGER NOT NULL,
    "group_name" TEXT NULL,
    "head_name" TEXT NULL,
    "household_type" TEXT NOT NULL,
    "risk_state" TEXT NOT NULL,
    "member_count" INTEGER NULL,
    "phone_sealed" BLOB NULL,
    "phone_index" BLOB NULL,
    "is_exited_poverty" INTEGER NULL,
    "is_martyr_family" INTEGER NULL,
    "is_relocated" INTEGER NULL,
    "relocation_site" TEXT NULL,
    "is_safety_net" INTEGER NULL,
    "identified_month" INTEGER NULL,
    "eliminated_month" INTEGER NULL,
    "elimination_kind" TEXT NULL,
    "risks" TEXT NULL,
    "disaster_kind" TEXT NULL,
    "risk_note" TEXT NULL,
    "development_state" TEXT NULL,
    "helper_name" TEXT NULL,
    "monitor_contact" TEXT NULL,
    "monitor_contact_phone_sealed" BLOB NULL,
    "monitor_contact_phone_index" BLOB NULL,
    "identify_standard" TEXT NULL,
    "exited_year" INTEGER NULL,
    "first_entered_month" INTEGER NULL,
    "bank_name" TEXT NULL,
    "bank_account_sealed" BLOB NULL,
    "bank_account_index" BLOB NULL,
    "filler_name" TEXT NULL,
    "filler_phone_sealed" BLOB NULL,
    "filler_phone_index" BLOB NULL,
    "fill_date" TEXT NULL,
    "report_state" TEXT NULL,
    "traits" INTEGER NOT NULL,
    "present" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "successor" TEXT NULL,
    "origin" TEXT NULL,
    "updated_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "household_tag" (
    "id" TEXT NOT NULL CONSTRAINT "pk_household_tag" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NULL,
    "source" TEXT NULL
);


CREATE TABLE "identification_case" (
    "id" TEXT NOT NULL CONSTRAINT "pk_identification_case" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "household_no" TEXT NOT NULL,
    "head_name" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "clue_id" TEXT NULL,
    "channel" TEXT NOT NULL,
    "applicant" TEXT NOT NULL,
    "proxy" TEXT NULL,
    "problem" TEXT NOT NULL,
    "discovered_on" TEXT NOT NULL,
    "opened_on" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "emergency" TEXT NULL,
    "formalities_due" TEXT NULL,
    "step" TEXT NOT NULL,
    "open_step" TEXT NOT NULL,
    "step_due" TEXT NULL,
    "total_due" TEXT NULL,
    "open_key" TEXT NULL,
    "category" TEXT NULL,
    "risks" TEXT NULL,
    "refused_by" TEXT NULL,
    "closed_on" TEXT NULL,
    "form_key" TEXT NOT NULL,
    "opened_by" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "impact_assessment" (
    "id" TEXT NOT NULL CONSTRAINT "pk_impact_assessment" PRIMARY KEY,
    "division" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "findings" TEXT NOT NULL,
    "steps" TEXT NOT NULL,
    "done_on" TEXT NOT NULL,
    "next_on" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "import_batch" (
    "id" TEXT NOT NULL CONSTRAINT "pk_import_batch" PRIMARY KEY,
    "file_id" TEXT NULL,
    "file_name" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "shape" TEXT NOT NULL,
    "mapping" TEXT NULL,
    "year" INTEGER NULL,
    "state" TEXT NOT NULL,
    "job_id" TEXT NULL,
    "counts" TEXT NULL,
    "error_file_id" TEXT NULL,
    "doubt_file_id" TEXT NULL,
    "finished_at" TEXT NULL,
    "undo_note" TEXT NULL
);


CREATE TABLE "import_mapping" (
    "id" TEXT NOT NULL CONSTRAINT "pk_import_mapping" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "shape" TEXT NOT NULL,
    "columns" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "income_record" (
    "id" TEXT NOT NULL CONSTRAINT "pk_income_record" PRIMARY KEY,
    "division" INTEGER NOT NULL,
    "group" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "per_head" INTEGER NOT NULL,
    "households" INTEGER NULL,
    "people" INTEGER NULL,
    "basis" TEXT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "income_year" (
    "id" TEXT NOT NULL CONSTRAINT "pk_income_year" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "period_start" TEXT NULL,
    "period_end" TEXT NULL,
    "wage" INTEGER NULL,
    "wage_labour" INTEGER NULL,
    "wage_industry_post" INTEGER NULL,
    "wage_township_post" INTEGER NULL,
    "wage_village_post" INTEGER NULL,
    "wage_gathering" INTEGER NULL,
    "business" INTEGER NULL,
    "business_crops" INTEGER NULL,
    "business_livestock" INTEGER NULL,
    "business_fruit" INTEGER NULL,
    "business_other" INTEGER NULL,
    "property" INTEGER NULL,
    "property_dividend" INTEGER NULL,
    "property_land" INTEGER NULL,
    "property_finance" INTEGER NULL,
    "property_farming" INTEGER NULL,
    "property_other" INTEGER NULL,
    "transfer" INTEGER NULL,
    "family_planning" INTEGER NULL,
    "dibao_money" INTEGER NULL,
    "tekun_money" INTEGER NULL,
    "pension_money" INTEGER NULL,
    "ecology_money" INTEGER NULL,
    "transfer_other" INTEGER NULL,
    "business_cost" INTEGER NULL,
    "cost_crops" INTEGER NULL,
    "cost_livestock" INTEGER NULL,
    "cost_fruit" INTEGER NULL,
    "cost_other" INTEGER NULL,
    "gross" INTEGER NULL,
    "net" INTEGER NULL,
    "per_capita" INTEGER NULL,
    "insurance_claim" INTEGER NULL,
    "compliant_self_pay" INTEGER NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "indicator_alert" (
    "id" TEXT NOT NULL CONSTRAINT "pk_indicator_alert" PRIMARY KEY,
    "key" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "opened_on" TEXT NOT NULL,
    "opened_at" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "latest" TEXT NOT NULL,
    "line" TEXT NOT NULL,
    "closed_on" TEXT NULL,
    "closed_at" TEXT NULL
);


CREATE TABLE "indicator_run" (
    "id" TEXT NOT NULL CONSTRAINT "pk_indicator_run" PRIMARY KEY,
    "division" INTEGER NOT NULL,
    "on" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "is_whole" INTEGER NOT NULL,
    "times" INTEGER NOT NULL
);


CREATE TABLE "indicator_value" (
    "id" TEXT NOT NULL CONSTRAINT "pk_indicator_value" PRIMARY KEY,
    "key" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "from_day" TEXT NOT NULL,
    "below_day" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "numerator" INTEGER NOT NULL,
    "denominator" INTEGER NOT NULL,
    "numerator_rows" TEXT NULL,
    "denominator_rows" TEXT NULL,
    "version" TEXT NOT NULL
);


CREATE TABLE "indicator_version" (
    "id" TEXT NOT NULL CONSTRAINT "pk_indicator_version" PRIMARY KEY,
    "key" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "insurance_year" (
    "id" TEXT NOT NULL CONSTRAINT "pk_insurance_year" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "is_insured" INTEGER NULL,
    "scheme" TEXT NULL,
    "subsidy" INTEGER NOT NULL,
    "reimbursed" INTEGER NOT NULL,
    "aid" INTEGER NOT NULL,
    "settlements" INTEGER NOT NULL
);


CREATE TABLE "job" (
    "id" TEXT NOT NULL CONSTRAINT "pk_job" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "not_before" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "fence" INTEGER NOT NULL,
    "leased_by" TEXT NULL,
    "leased_until" TEXT NULL,
    "percent" INTEGER NOT NULL,
    "step" TEXT NULL,
    "cancel_asked" INTEGER NOT NULL,
    "outcome" TEXT NULL,
    "link" TEXT NULL,
    "finished_at" TEXT NULL
);


CREATE TABLE "joint_attendee" (
    "id" TEXT NOT NULL CONSTRAINT "pk_joint_attendee" PRIMARY KEY,
    "session_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "unit" TEXT NOT NULL,
    "names" TEXT NOT NULL
);


CREATE TABLE "joint_matter" (
    "id" TEXT NOT NULL CONSTRAINT "pk_joint_matter" PRIMARY KEY,
    "session_id" TEXT NOT NULL,
    "session_title" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "household_id" TEXT NULL,
    "household_no" TEXT NOT NULL,
    "head_name" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "risk" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "conclusion" TEXT NULL,
    "words" TEXT NULL,
    "unit" TEXT NULL,
    "unit_role" TEXT NULL,
    "concluded_on" TEXT NULL,
    "due" TEXT NULL,
    "feedback" TEXT NULL,
    "feedback_on" TEXT NULL,
    "ended_on" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "joint_session" (
    "id" TEXT NOT NULL CONSTRAINT "pk_joint_session" PRIMARY KEY,
    "division" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "regular_month" INTEGER NULL,
    "form_key" TEXT NOT NULL,
    "held_on" TEXT NOT NULL,
    "place" TEXT NULL,
    "chair" TEXT NULL,
    "recorder" TEXT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "closed_on" TEXT NULL,
    "summary" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "joint_topic" (
    "id" TEXT NOT NULL CONSTRAINT "pk_joint_topic" PRIMARY KEY,
    "session_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "words" TEXT NOT NULL,
    "outcome" TEXT NULL
);


CREATE TABLE "kept_form" (
    "id" TEXT NOT NULL CONSTRAINT "pk_kept_form" PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "browser" BLOB NOT NULL,
    "at" TEXT NOT NULL,
    "expires_at" TEXT NOT NULL,
    "content_sealed" BLOB NOT NULL
);


CREATE TABLE "kept_rows" (
    "id" TEXT NOT NULL CONSTRAINT "pk_kept_rows" PRIMARY KEY,
    "division" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "content" BLOB NOT NULL,
    "content_sealed" BLOB NULL
);


CREATE TABLE "ledger_burden" (
    "id" TEXT NOT NULL CONSTRAINT "pk_ledger_burden" PRIMARY KEY,
    "ledger" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "month" INTEGER NOT NULL,
    "typed" INTEGER NOT NULL,
    "prefilled" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL
);


CREATE TABLE "ledger_definition" (
    "id" TEXT NOT NULL CONSTRAINT "pk_ledger_definition" PRIMARY KEY,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "county" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "effective_from" TEXT NOT NULL,
    "retired" INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "why" TEXT NULL
);


CREATE TABLE "ledger_delivery" (
    "id" TEXT NOT NULL CONSTRAINT "pk_ledger_delivery" PRIMARY KEY,
    "ledger" TEXT NOT NULL,
    "period" INTEGER NOT NULL,
    "division" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "file_id" TEXT NULL,
    "job_id" TEXT NULL,
    "by_id" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "added" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL,
    "faulty" INTEGER NOT NULL
);


CREATE TABLE "ledger_due" (
    "id" TEXT NOT NULL CONSTRAINT "pk_ledger_due" PRIMARY KEY,
    "ledger" TEXT NOT NULL,
    "period" INTEGER NOT NULL,
    "division" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "department" TEXT NULL,
    "due" TEXT NOT NULL,
    "raised_at" TEXT NOT NULL,
    "closed_at" TEXT NULL,
    "outcome" TEXT NULL
);


CREATE TABLE "ledger_freeze" (
    "id" TEXT NOT NULL CONSTRAINT "pk_ledger_freeze" PRIMARY KEY,
    "ledger" TEXT NOT NULL,
    "period" INTEGER NOT NULL,
    "county" INTEGER NOT NULL,
    "why" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "is_frozen" INTEGER NOT NULL
);


CREATE TABLE "ledger_notice" (
    "id" TEXT NOT NULL CONSTRAINT "pk_ledger_notice" PRIMARY KEY,
    "ledger" TEXT NOT NULL,
    "period" INTEGER NOT NULL,
    "row_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "shown" TEXT NOT NULL,
    "starts_on" TEXT NOT NULL,
    "ends_on" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "suspended_on" TEXT NULL,
    "evidence" TEXT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "ledger_objection" (
    "id" TEXT NOT NULL CONSTRAINT "pk_ledger_objection" PRIMARY KEY,
    "notice_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "words_sealed" BLOB NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "answer" TEXT NULL,
    "answered_by" TEXT NULL,
    "answered_at" TEXT NULL
);


CREATE TABLE "ledger_opening" (
    "id" TEXT NOT NULL CONSTRAINT "pk_ledger_opening" PRIMARY KEY,
    "ledger" TEXT NOT NULL,
    "period" INTEGER NOT NULL,
    "division" INTEGER NOT NULL,
    "until" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "ledger_row" (
    "id" TEXT NOT NULL CONSTRAINT "pk_ledger_row" PRIMARY KEY,
    "ledger" TEXT NOT NULL,
    "definition_version" INTEGER NOT NULL,
    "period" INTEGER NOT NULL,
    "division" INTEGER NOT NULL,
    "household_id" TEXT NULL,
    "person_id" TEXT NULL,
    "state" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "values" TEXT NOT NULL,
    "values_sealed" BLOB NULL,
    "unique_key" TEXT NULL,
    "by" TEXT NOT NULL,
    "submitted_by" TEXT NULL,
    "words" TEXT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "ledger_token" (
    "token" INTEGER NOT NULL,
    "division" INTEGER NOT NULL,
    "row_id" TEXT NOT NULL,
    CONSTRAINT "pk_ledger_token" PRIMARY KEY ("token", "division", "row_id")
);


CREATE TABLE "legal_hold" (
    "id" TEXT NOT NULL CONSTRAINT "pk_legal_hold" PRIMARY KEY,
    "kind" TEXT NULL,
    "division" INTEGER NOT NULL,
    "why" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "ended_at" TEXT NULL
);


CREATE TABLE "letter" (
    "id" TEXT NOT NULL CONSTRAINT "pk_letter" PRIMARY KEY,
    "form_key" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "number" TEXT NULL,
    "receipt" TEXT NULL,
    "received_on" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "citizen_id_sealed" BLOB NULL,
    "citizen_id_index" BLOB NULL,
    "phone_sealed" BLOB NULL,
    "phone_index" BLOB NULL,
    "proxy" TEXT NULL,
    "proxy_phone_sealed" BLOB NULL,
    "risks" TEXT NOT NULL,
    "words_sealed" BLOB NOT NULL,
    "photo_id" TEXT NULL,
    "answer_by" TEXT NULL,
    "answered_on" TEXT NULL,
    "answered_by" TEXT NULL,
    "answer" TEXT NULL,
    "state" TEXT NOT NULL,
    "household_id" TEXT NULL,
    "note" TEXT NULL,
    "merged_into" TEXT NULL,
    "address_index" BLOB NULL,
    "batch" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "living" (
    "id" TEXT NOT NULL CONSTRAINT "pk_living" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "farmland_mu" TEXT NULL,
    "irrigated_mu" TEXT NULL,
    "forest_mu" TEXT NULL,
    "return_forest_mu" TEXT NULL,
    "fruit_mu" TEXT NULL,
    "pasture_mu" TEXT NULL,
    "water_mu" TEXT NULL,
    "road" TEXT NULL,
    "dist_main_road_km" TEXT NULL,
    "house_grade" TEXT NULL,
    "house_area_m2" TEXT NULL,
    "water_supply" TEXT NULL,
    "water_safe" INTEGER NULL,
    "fetch_minutes" INTEGER NULL,
    "fetch_metres" INTEGER NULL,
    "fetch_climb_metres" INTEGER NULL,
    "toilet" INTEGER NULL,
    "fuel" TEXT NULL,
    "electricity" INTEGER NULL,
    "production_power" INTEGER NULL,
    "tv" INTEGER NULL,
    "in_coop" INTEGER NULL,
    "led_by_enterprise" INTEGER NULL,
    "led_by_pioneer" INTEGER NULL,
    "industry_help" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "loan_state" (
    "id" TEXT NOT NULL CONSTRAINT "pk_loan_state" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "loan_no" TEXT NOT NULL,
    "month" INTEGER NOT NULL,
    "as_of" TEXT NOT NULL,
    "balance" INTEGER NOT NULL,
    "overdue_days" INTEGER NOT NULL,
    "delivery_id" TEXT NOT NULL
);


CREATE TABLE "low_income_pool" (
    "id" TEXT NOT NULL CONSTRAINT "pk_low_income_pool" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "household_no" TEXT NOT NULL,
    "head_name" TEXT NOT NULL,
    "layer" TEXT NOT NULL,
    "supported" INTEGER NOT NULL,
    "members" INTEGER NOT NULL,
    "household_type" TEXT NOT NULL,
    "risk_state" TEXT NOT NULL,
    "move" TEXT NOT NULL,
    "former_layer" TEXT NULL,
    "per_capita" INTEGER NULL,
    "income_year" INTEGER NULL,
    "reckoned" TEXT NULL,
    "differences" TEXT NOT NULL
);


CREATE TABLE "matter_note" (
    "id" TEXT NOT NULL CONSTRAINT "pk_matter_note" PRIMARY KEY,
    "matter_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "measure" (
    "id" TEXT NOT NULL CONSTRAINT "pk_measure" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "measure_group" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "start_date" TEXT NULL,
    "end_date" TEXT NULL,
    "amount" INTEGER NULL,
    "progress" TEXT NOT NULL,
    "stop_reason" TEXT NULL,
    "risk" TEXT NULL,
    "person_id" TEXT NULL,
    "effect" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "membership" (
    "id" TEXT NOT NULL CONSTRAINT "pk_membership" PRIMARY KEY,
    "person_id" TEXT NOT NULL,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "relation" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NULL,
    "join_reason" TEXT NOT NULL,
    "leave_reason" TEXT NULL
);


CREATE TABLE "monitor_income" (
    "id" TEXT NOT NULL CONSTRAINT "pk_monitor_income" PRIMARY KEY,
    "wage" INTEGER NULL,
    "business" INTEGER NULL,
    "property" INTEGER NULL,
    "transfer" INTEGER NULL,
    "business_cost" INTEGER NULL,
    "net" INTEGER NULL,
    "per_capita" INTEGER NULL,
    "insurance_claim" INTEGER NULL,
    "compliant_self_pay" INTEGER NULL,
    "reference_total" INTEGER NULL,
    "reference_per_capita" INTEGER NULL,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "phase" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "node_beat" (
    "id" TEXT NOT NULL CONSTRAINT "pk_node_beat" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "works" INTEGER NOT NULL,
    "serves" INTEGER NOT NULL,
    "started_at" TEXT NOT NULL,
    "seen_at" TEXT NOT NULL
);


CREATE TABLE "own_report" (
    "id" TEXT NOT NULL CONSTRAINT "pk_own_report" PRIMARY KEY,
    "title" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "department" TEXT NULL,
    "shared" INTEGER NOT NULL,
    "every" TEXT NOT NULL,
    "purpose" TEXT NULL,
    "at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "own_run" (
    "id" TEXT NOT NULL CONSTRAINT "pk_own_run" PRIMARY KEY,
    "report_id" TEXT NOT NULL,
    "period" INTEGER NOT NULL,
    "division" INTEGER NOT NULL,
    "job_id" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "pairing" (
    "id" TEXT NOT NULL CONSTRAINT "pk_pairing" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "cadre" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NULL,
    "end_reason" TEXT NULL
);


CREATE TABLE "paper_copy" (
    "id" TEXT NOT NULL CONSTRAINT "pk_paper_copy" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "subject" TEXT NULL,
    "template_version" TEXT NOT NULL,
    "file_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "data_id" TEXT NOT NULL,
    "purpose" TEXT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "signed_file_id" TEXT NULL,
    "signed_name" TEXT NULL,
    "signed_hash" TEXT NULL,
    "signed_on" TEXT NULL,
    "signed_by" TEXT NULL,
    "signed_at" TEXT NULL,
    "void_why" TEXT NULL,
    "void_by" TEXT NULL,
    "void_at" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "parameter" (
    "id" TEXT NOT NULL CONSTRAINT "pk_parameter" PRIMARY KEY,
    "key" TEXT NOT NULL,
    "dimension" TEXT NULL,
    "division" INTEGER NOT NULL,
    "value" TEXT NOT NULL,
    "valid_from" TEXT NOT NULL,
    "valid_to" TEXT NULL,
    "basis" TEXT NOT NULL
);


CREATE TABLE "person" (
    "id" TEXT NOT NULL CONSTRAINT "pk_person" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "county" INTEGER NOT NULL,
    "person_no" TEXT NULL,
    "citizen_id_sealed" BLOB NULL,
    "citizen_id_index" BLOB NULL,
    "citizen_id_tail" BLOB NULL,
    "id_kind" TEXT NULL,
    "name" TEXT NOT NULL,
    "pinyin" TEXT NULL,
    "initials" TEXT NULL,
    "sex" TEXT NULL,
    "birth_date" TEXT NULL,
    "relation" TEXT NOT NULL,
    "ethnicity" TEXT NULL,
    "political" TEXT NULL,
    "education" TEXT NULL,
    "school_state" TEXT NULL,
    "dropout_reason" TEXT NULL,
    "health" TEXT NULL,
    "disability_card_sealed" BLOB NULL,
    "disability_card_index" BLOB NULL,
    "disability_kind" TEXT NULL,
    "disability_level" TEXT NULL,
    "labour" TEXT NULL,
    "work_place" TEXT NULL,
    "work_months" INTEGER NULL,
    "work_income" INTEGER NULL,
    "work_company" TEXT NULL,
    "work_industry" TEXT NULL,
    "work_channel" TEXT NULL,
    "is_point_to_point" INTEGER NULL,
    "works_abroad" INTEGER NULL,
    "work_from_month" INTEGER NULL,
    "work_to_month" INTEGER NULL,
    "med_resident" INTEGER NULL,
    "med_employee" INTEGER NULL,
    "med_critical" INTEGER NULL,
    "med_commercial" INTEGER NULL,
    "medical_aid" INTEGER NULL,
    "other_health_aid" INTEGER NULL,
    "accident_subsidy" INTEGER NULL,
    "pension_resident" INTEGER NULL,
    "pension_employee" INTEGER NULL,
    "dibao" TEXT NULL,
    "tekun" TEXT NULL,
    "public_post" TEXT NULL,
    "public_post_months" INTEGER NULL,
    "is_relocated" INTEGER NULL,
    "unemployed_reason" TEXT NULL,
    "speaks_mandarin" INTEGER NULL,
    "phone_sealed" BLOB NULL,
    "phone_index" BLOB NULL,
    "state" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "plan_line" (
    "id" TEXT NOT NULL CONSTRAINT "pk_plan_line" PRIMARY KEY,
    "plan_id" TEXT NOT NULL,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "responsible" TEXT NULL,
    "due" TEXT NULL,
    "done_on" TEXT NULL,
    "effect" TEXT NULL
);


CREATE TABLE "policy_match" (
    "id" TEXT NOT NULL CONSTRAINT "pk_policy_match" PRIMARY KEY,
    "policy_key" TEXT NOT NULL,
    "household_id" TEXT NOT NULL,
    "person_id" TEXT NULL,
    "division" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "receives" INTEGER NOT NULL,
    "since" TEXT NOT NULL
);


CREATE TABLE "proof_reading" (
    "id" TEXT NOT NULL CONSTRAINT "pk_proof_reading" PRIMARY KEY,
    "delivery_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "public_notice" (
    "id" TEXT NOT NULL CONSTRAINT "pk_public_notice" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "starts_on" TEXT NOT NULL,
    "ends_on" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "suspended_on" TEXT NULL,
    "closed_on" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "quality_doubt" (
    "id" TEXT NOT NULL CONSTRAINT "pk_quality_doubt" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "household_no" TEXT NOT NULL,
    "head_name" TEXT NOT NULL,
    "person_id" TEXT NULL,
    "division" INTEGER NOT NULL,
    "rule_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "fix" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "content_sealed" BLOB NOT NULL,
    "state" TEXT NOT NULL,
    "found_on" TEXT NOT NULL,
    "found_month" INTEGER NOT NULL,
    "closed_on" TEXT NULL,
    "closed_month" INTEGER NULL,
    "closed_why" TEXT NULL,
    "exempt_until" TEXT NULL,
    "asked_by" TEXT NULL,
    "open_key" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "quality_run_done" (
    "id" TEXT NOT NULL CONSTRAINT "pk_quality_run_done" PRIMARY KEY,
    "division" INTEGER NOT NULL,
    "on" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "opened" INTEGER NOT NULL,
    "closed" INTEGER NOT NULL
);


CREATE TABLE "recheck" (
    "id" TEXT NOT NULL CONSTRAINT "pk_recheck" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "head_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "done_on" TEXT NULL,
    "result" TEXT NULL,
    "words" TEXT NULL,
    "by" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "referral" (
    "id" TEXT NOT NULL CONSTRAINT "pk_referral" PRIMARY KEY,
    "form_key" TEXT NOT NULL,
    "household_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "household_no" TEXT NOT NULL,
    "applicant_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "origin_link" TEXT NULL,
    "papers" TEXT NOT NULL,
    "attachments" TEXT NOT NULL,
    "sent_on" TEXT NOT NULL,
    "sent_by" TEXT NOT NULL,
    "sender_role" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "answered_on" TEXT NULL,
    "answered_by" TEXT NULL,
    "answer" TEXT NULL,
    "amount" INTEGER NULL,
    "measure_id" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "refused_query" (
    "id" TEXT NOT NULL CONSTRAINT "pk_refused_query" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "items" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "relief_policy" (
    "id" TEXT NOT NULL CONSTRAINT "pk_relief_policy" PRIMARY KEY,
    "key" TEXT NOT NULL,
    "county" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "track" TEXT NOT NULL,
    "benefit_names" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "standard" TEXT NULL,
    "valid_from" TEXT NOT NULL,
    "valid_to" TEXT NULL,
    "per_person" INTEGER NOT NULL,
    "fact" TEXT NULL,
    "where" TEXT NULL,
    "when" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "removal_case" (
    "id" TEXT NOT NULL CONSTRAINT "pk_removal_case" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "household_no" TEXT NOT NULL,
    "head_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "grounds" TEXT NOT NULL,
    "started_on" TEXT NOT NULL,
    "started_by" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "open_household" TEXT NULL,
    "visited_on" TEXT NULL,
    "visitors" TEXT NULL,
    "visit_words" TEXT NULL,
    "per_capita" INTEGER NULL,
    "present" INTEGER NULL,
    "in_favour" INTEGER NULL,
    "reviewed_on" TEXT NULL,
    "review_words" TEXT NULL,
    "notice_from" TEXT NULL,
    "notice_until" TEXT NULL,
    "township_words" TEXT NULL,
    "county_words" TEXT NULL,
    "end_reason" TEXT NULL,
    "evidence" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "report_entry" (
    "id" TEXT NOT NULL CONSTRAINT "pk_report_entry" PRIMARY KEY,
    "table_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "sheet" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "value" TEXT NULL,
    "note" TEXT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "report_figure" (
    "id" TEXT NOT NULL CONSTRAINT "pk_report_figure" PRIMARY KEY,
    "table_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "ask" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "value" TEXT NULL,
    "source" TEXT NULL,
    "rows" INTEGER NOT NULL,
    "behind" BLOB NULL
);


CREATE TABLE "report_table" (
    "id" TEXT NOT NULL CONSTRAINT "pk_report_table" PRIMARY KEY,
    "key" TEXT NOT NULL,
    "template_version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "period" INTEGER NOT NULL,
    "division" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "workbook" BLOB NOT NULL,
    "cells" TEXT NOT NULL,
    "drawn_by" TEXT NOT NULL,
    "drawn_at" TEXT NOT NULL,
    "reported_by" TEXT NULL,
    "reported_at" TEXT NULL,
    "words" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "reveal_grant" (
    "id" TEXT NOT NULL CONSTRAINT "pk_reveal_grant" PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "session" TEXT NOT NULL,
    "record" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "until" TEXT NOT NULL
);


CREATE TABLE "review_item" (
    "id" TEXT NOT NULL CONSTRAINT "pk_review_item" PRIMARY KEY,
    "run_id" TEXT NOT NULL,
    "household_id" TEXT NOT NULL,
    "household_no" TEXT NOT NULL,
    "head_name" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "household_type" TEXT NOT NULL,
    "risk_state" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "result" TEXT NULL,
    "words" TEXT NULL,
    "visitors" TEXT NULL,
    "done_on" TEXT NULL,
    "by" TEXT NULL,
    "tried_on" TEXT NULL,
    "proposal" TEXT NULL,
    "proposal_state" TEXT NULL,
    "proposal_outcome" TEXT NULL,
    "proposal_on" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "review_plan" (
    "id" TEXT NOT NULL CONSTRAINT "pk_review_plan" PRIMARY KEY,
    "form_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "cycle" TEXT NOT NULL,
    "every" INTEGER NOT NULL,
    "month" INTEGER NOT NULL,
    "day" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    "types" TEXT NOT NULL,
    "places" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    "basis" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "stopped_on" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "review_run" (
    "id" TEXT NOT NULL CONSTRAINT "pk_review_run" PRIMARY KEY,
    "plan_id" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "made_on" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "by" TEXT NOT NULL
);


CREATE TABLE "risk_event" (
    "id" TEXT NOT NULL CONSTRAINT "pk_risk_event" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "change" TEXT NOT NULL,
    "on" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "elimination_kind" TEXT NULL,
    "eliminated_month" INTEGER NULL,
    "people" INTEGER NOT NULL,
    "measure_groups" TEXT NULL,
    "by" TEXT NOT NULL
);


CREATE TABLE "role_definition" (
    "id" TEXT NOT NULL CONSTRAINT "pk_role_definition" PRIMARY KEY,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "permissions" TEXT NOT NULL,
    "classes" TEXT NOT NULL,
    "levels" TEXT NOT NULL,
    "one_department" INTEGER NOT NULL,
    "valid_from" TEXT NOT NULL,
    "retired" INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "rule_switch" (
    "id" TEXT NOT NULL CONSTRAINT "pk_rule_switch" PRIMARY KEY,
    "rule_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "is_on" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "rule_version" (
    "hash" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "first_used_at" TEXT NOT NULL,
    CONSTRAINT "pk_rule_version" PRIMARY KEY ("rule_id", "hash")
);


CREATE TABLE "run_count" (
    "id" TEXT NOT NULL CONSTRAINT "pk_run_count" PRIMARY KEY,
    "run_id" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "risk" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "hits" INTEGER NOT NULL,
    "households" INTEGER NOT NULL
);


CREATE TABLE "safeguard_check" (
    "id" TEXT NOT NULL CONSTRAINT "pk_safeguard_check" PRIMARY KEY,
    "housing_problem" INTEGER NULL,
    "dropout_problem" INTEGER NULL,
    "water_problem" INTEGER NULL,
    "uninsured_problem" INTEGER NULL,
    "main_problems" TEXT NULL,
    "can_cope" INTEGER NULL,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "phase" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "screening_run" (
    "id" TEXT NOT NULL CONSTRAINT "pk_screening_run" PRIMARY KEY,
    "division" INTEGER NOT NULL,
    "as_of" TEXT NOT NULL,
    "month" INTEGER NOT NULL,
    "is_back_test" INTEGER NOT NULL,
    "job_id" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "households" INTEGER NOT NULL,
    "persons" INTEGER NOT NULL,
    "fact_rows" INTEGER NOT NULL,
    "unmatched_fact_rows" INTEGER NOT NULL,
    "rows_left_out" INTEGER NOT NULL,
    "households_left_out" INTEGER NOT NULL,
    "hits" INTEGER NOT NULL,
    "new_clues" INTEGER NOT NULL,
    "joined" INTEGER NOT NULL,
    "repeated" INTEGER NOT NULL,
    "milliseconds" INTEGER NOT NULL,
    "rules" TEXT NOT NULL,
    "parameters" TEXT NOT NULL,
    "files" TEXT NOT NULL
);


CREATE TABLE "screening_schedule" (
    "id" TEXT NOT NULL CONSTRAINT "pk_screening_schedule" PRIMARY KEY,
    "division" INTEGER NOT NULL,
    "day" INTEGER NOT NULL,
    "hour" INTEGER NOT NULL,
    "is_on" INTEGER NOT NULL,
    "next_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "seal_count" (
    "id" TEXT NOT NULL CONSTRAINT "pk_seal_count" PRIMARY KEY,
    "place" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    "key" INTEGER NOT NULL,
    "values" INTEGER NOT NULL,
    "forever" INTEGER NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "step_record" (
    "id" TEXT NOT NULL CONSTRAINT "pk_step_record" PRIMARY KEY,
    "process" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "entered_at" TEXT NOT NULL,
    "entered_by" TEXT NOT NULL,
    "due" TEXT NULL,
    "paused_on" TEXT NULL,
    "pause_reason" TEXT NULL,
    "paused_days" INTEGER NOT NULL,
    "left_at" TEXT NULL,
    "left_by" TEXT NULL,
    "left_in_time" INTEGER NULL,
    "trigger" TEXT NULL,
    "reason" TEXT NULL
);


CREATE TABLE "stored_file" (
    "id" TEXT NOT NULL CONSTRAINT "pk_stored_file" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "expires_at" TEXT NULL
);


CREATE TABLE "submission" (
    "id" TEXT NOT NULL CONSTRAINT "pk_submission" PRIMARY KEY,
    "key" TEXT NOT NULL,
    "login" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "next" TEXT NOT NULL,
    "filled_at" TEXT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "supervision_order" (
    "id" TEXT NOT NULL CONSTRAINT "pk_supervision_order" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "indicator" TEXT NOT NULL,
    "counted" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "division" INTEGER NOT NULL,
    "on" TEXT NOT NULL,
    "value_then" TEXT NOT NULL,
    "line_then" TEXT NULL,
    "words" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "unit_role" TEXT NOT NULL,
    "department" TEXT NULL,
    "issued_by_id" TEXT NOT NULL,
    "issued_by" TEXT NOT NULL,
    "issuer_role" TEXT NOT NULL,
    "issued_at" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "answer" TEXT NULL,
    "answered_by" TEXT NULL,
    "answered_on" TEXT NULL,
    "verdict" TEXT NULL,
    "ended_on" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "survey_round" (
    "id" TEXT NOT NULL CONSTRAINT "pk_survey_round" PRIMARY KEY,
    "form_key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    "campaign_id" TEXT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "closed_on" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "survey_sheet" (
    "id" TEXT NOT NULL CONSTRAINT "pk_survey_sheet" PRIMARY KEY,
    "round_id" TEXT NOT NULL,
    "household_id" TEXT NOT NULL,
    "household_no" TEXT NOT NULL,
    "head_name" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "form_key" TEXT NOT NULL,
    "visited_on" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "visitors" TEXT NOT NULL,
    "answers_sealed" BLOB NOT NULL,
    "findings" TEXT NOT NULL,
    "risks" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "table_template" (
    "id" TEXT NOT NULL CONSTRAINT "pk_table_template" PRIMARY KEY,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "county" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "effective_from" TEXT NOT NULL,
    "retired" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "content" BLOB NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "why" TEXT NOT NULL
);


CREATE TABLE "truth_row" (
    "id" TEXT NOT NULL CONSTRAINT "pk_truth_row" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "at_risk" INTEGER NOT NULL,
    "risk" TEXT NOT NULL,
    "since" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "rules" TEXT NOT NULL,
    "nature" TEXT NOT NULL
);


CREATE TABLE "unmatched_row" (
    "id" TEXT NOT NULL CONSTRAINT "pk_unmatched_row" PRIMARY KEY,
    "delivery_id" TEXT NOT NULL,
    "feed" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "row_number" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "citizen_id_sealed" BLOB NULL,
    "citizen_id_index" BLOB NULL,
    "in_part" INTEGER NOT NULL,
    "row_sealed" BLOB NOT NULL,
    "candidates" TEXT NULL,
    "state" TEXT NOT NULL,
    "person_id" TEXT NULL,
    "decided_by" TEXT NULL,
    "decided_at" TEXT NULL,
    "note" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "user_session" (
    "id" TEXT NOT NULL CONSTRAINT "pk_user_session" PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "stamp" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "seen_at" TEXT NOT NULL,
    "proved_at" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "address" TEXT NULL,
    "device" TEXT NOT NULL,
    "ended_at" TEXT NULL,
    "ended" TEXT NULL
);


CREATE TABLE "village_clinic" (
    "id" TEXT NOT NULL CONSTRAINT "pk_village_clinic" PRIMARY KEY,
    "division" INTEGER NOT NULL,
    "service" TEXT NOT NULL,
    "name" TEXT NULL,
    "standard" INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "village_count" (
    "division" INTEGER NOT NULL CONSTRAINT "pk_village_count" PRIMARY KEY,
    "households" INTEGER NOT NULL,
    "people" INTEGER NOT NULL,
    "stamp" INTEGER NOT NULL,
    "cells" TEXT NOT NULL
);


CREATE TABLE "village_doctor" (
    "id" TEXT NOT NULL CONSTRAINT "pk_village_doctor" PRIMARY KEY,
    "division" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NULL
);


CREATE TABLE "village_profile" (
    "id" TEXT NOT NULL CONSTRAINT "pk_village_profile" PRIMARY KEY,
    "division" INTEGER NOT NULL,
    "paved_road" INTEGER NULL,
    "households" INTEGER NULL,
    "farmland_mu" TEXT NULL,
    "forest_mu" TEXT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "visit" (
    "id" TEXT NOT NULL CONSTRAINT "pk_visit" PRIMARY KEY,
    "clue_id" TEXT NOT NULL,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "visited_on" TEXT NOT NULL,
    "visitors" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "form_key" TEXT NOT NULL
);


CREATE TABLE "work_item" (
    "id" TEXT NOT NULL CONSTRAINT "pk_work_item" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "department" TEXT NULL,
    "barred" TEXT NULL,
    "assignee" TEXT NULL,
    "assignee_name" TEXT NULL,
    "handed_by" TEXT NULL,
    "handed_by_name" TEXT NULL,
    "reminded_on" TEXT NULL,
    "reminders" INTEGER NOT NULL,
    "escalated_to" TEXT NULL,
    "escalated_on" TEXT NULL,
    "escalations" INTEGER NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "closed_at" TEXT NULL,
    "closed_by" TEXT NULL,
    "outcome" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "asset_query" (
    "id" TEXT NOT NULL CONSTRAINT "pk_asset_query" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "authorisation_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "form_key" TEXT NOT NULL,
    "items" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "asked_on" TEXT NOT NULL,
    "answered_on" TEXT NULL,
    "answer" TEXT NULL,
    "by" TEXT NOT NULL,
    CONSTRAINT "fk_asset_query_authorisation_authorisation_id" FOREIGN KEY ("authorisation_id") REFERENCES "authorisation" ("id") ON DELETE RESTRICT
);


CREATE INDEX "ix_access_grant_for_id" ON "access_grant" ("for_id");


CREATE INDEX "ix_access_grant_user_id_to" ON "access_grant" ("user_id", "to");


CREATE INDEX "ix_act_request_asked_by_id_state" ON "act_request" ("asked_by_id", "state");


CREATE INDEX "ix_act_request_state_due" ON "act_request" ("state", "due");


CREATE UNIQUE INDEX "ix_app_user_login" ON "app_user" ("login");


CREATE INDEX "ix_asset_query_authorisation_id" ON "asset_query" ("authorisation_id");


CREATE INDEX "ix_asset_query_case_id" ON "asset_query" ("case_id");


CREATE UNIQUE INDEX "ix_asset_query_form_key" ON "asset_query" ("form_key");


CREATE INDEX "ix_attachment_household_id" ON "attachment" ("household_id");


CREATE UNIQUE INDEX "ix_audit_event_chain" ON "audit_event" ("chain");


CREATE INDEX "ix_audit_event_kind_id" ON "audit_event" ("kind", "id");


CREATE INDEX "ix_audit_event_login_id" ON "audit_event" ("login", "id");


CREATE INDEX "ix_audit_event_login_kind_id" ON "audit_event" ("login", "kind", "id");


CREATE INDEX "ix_audit_event_object_id_id" ON "audit_event" ("object_id", "id");


CREATE INDEX "ix_audit_event_waiting" ON "audit_event" ("id") WHERE chain IS NULL;


CREATE INDEX "ix_audit_finding_at" ON "audit_finding" ("at");


CREATE INDEX "ix_authorisation_case_id" ON "authorisation" ("case_id");


CREATE INDEX "ix_authorisation_division_valid_until" ON "authorisation" ("division", "valid_until");


CREATE UNIQUE INDEX "ix_authorisation_form_key" ON "authorisation" ("form_key");


CREATE INDEX "ix_authorisation_household_id" ON "authorisation" ("household_id");


CREATE UNIQUE INDEX "ix_authorisation_number_household_id" ON "authorisation" ("number", "household_id");


CREATE INDEX "ix_backup_drill_at" ON "backup_drill" ("at");


CREATE INDEX "ix_barrier_conversion_household_id" ON "barrier_conversion" ("household_id");


CREATE UNIQUE INDEX "ix_barrier_conversion_person_id" ON "barrier_conversion" ("person_id");


CREATE INDEX "ix_barrier_conversion_state_division" ON "barrier_conversion" ("state", "division");


CREATE INDEX "ix_benefit_division_year" ON "benefit" ("division", "year");


CREATE INDEX "ix_benefit_household_id_year" ON "benefit" ("household_id", "year");


CREATE INDEX "ix_benefit_year_kind_division" ON "benefit" ("year", "kind", "division");


CREATE INDEX "ix_campaign_division_from" ON "campaign" ("division", "from");


CREATE UNIQUE INDEX "ix_campaign_form_key" ON "campaign" ("form_key");


CREATE UNIQUE INDEX "ix_campaign_object_campaign_id_division_household_id" ON "campaign_object" ("campaign_id", "division", "household_id");


CREATE INDEX "ix_campaign_object_campaign_id_done_on" ON "campaign_object" ("campaign_id", "done_on");


CREATE INDEX "ix_campaign_object_household_id" ON "campaign_object" ("household_id");


CREATE INDEX "ix_case_act_case_id" ON "case_act" ("case_id");


CREATE UNIQUE INDEX "ix_case_act_form_key" ON "case_act" ("form_key");


CREATE UNIQUE INDEX "ix_case_act_step_id" ON "case_act" ("step_id");


CREATE UNIQUE INDEX "ix_case_doubt_case_id_clue_id" ON "case_doubt" ("case_id", "clue_id");


CREATE UNIQUE INDEX "ix_case_doubt_form_key" ON "case_doubt" ("form_key");


CREATE INDEX "ix_case_visit_case_id" ON "case_visit" ("case_id");


CREATE UNIQUE INDEX "ix_case_visit_form_key" ON "case_visit" ("form_key");


CREATE INDEX "ix_change_batch" ON "change" ("batch");


CREATE INDEX "ix_change_object_id_at" ON "change" ("object_id", "at");


CREATE INDEX "ix_change_set_id_place" ON "change" ("set_id", "place");


CREATE INDEX "ix_clinic_blank_division_kind_closed_on" ON "clinic_blank" ("division", "kind", "closed_on");


CREATE INDEX "ix_clue_division_state" ON "clue" ("division", "state");


CREATE INDEX "ix_clue_household_id" ON "clue" ("household_id");


CREATE UNIQUE INDEX "ix_clue_open_key" ON "clue" ("open_key");


CREATE INDEX "ix_clue_state_priority_id" ON "clue" ("state", "priority", "id");


CREATE UNIQUE INDEX "ix_clue_hit_clue_id_fingerprint" ON "clue_hit" ("clue_id", "fingerprint");


CREATE INDEX "ix_clue_hit_household_id" ON "clue_hit" ("household_id");


CREATE UNIQUE INDEX "ix_clue_source_clue_id_channel_source_origin" ON "clue_source" ("clue_id", "channel", "source", "origin");


CREATE INDEX "ix_clue_source_origin" ON "clue_source" ("origin");


CREATE INDEX "ix_consent_gap_division_household_id" ON "consent_gap" ("division", "household_id");


CREATE UNIQUE INDEX "ix_consent_gap_household_id" ON "consent_gap" ("household_id");


CREATE INDEX "ix_critical_case_division_state" ON "critical_case" ("division", "state");


CREATE UNIQUE INDEX "ix_critical_case_person_id_disease" ON "critical_case" ("person_id", "disease");


CREATE INDEX "ix_deletion_run_state_kind_division" ON "deletion_run" ("state", "kind", "division");


CREATE INDEX "ix_delivery_division_feed_at" ON "delivery" ("division", "feed", "at");


CREATE UNIQUE INDEX "ix_delivery_division_feed_counting_hash" ON "delivery" ("division", "feed", "counting_hash");


CREATE INDEX "ix_democratic_review_case_id" ON "democratic_review" ("case_id");


CREATE UNIQUE INDEX "ix_democratic_review_form_key" ON "democratic_review" ("form_key");


CREATE UNIQUE INDEX "ix_democratic_review_step_id" ON "democratic_review" ("step_id");


CREATE INDEX "ix_division_parent" ON "division" ("parent");


CREATE INDEX "ix_doctor_contract_division_state" ON "doctor_contract" ("division", "state");


CREATE INDEX "ix_doctor_contract_person_id" ON "doctor_contract" ("person_id");


CREATE INDEX "ix_doubt_act_doubt_id" ON "doubt_act" ("doubt_id");


CREATE INDEX "ix_dropout_order_closed_on_division" ON "dropout_order" ("closed_on", "division");


CREATE UNIQUE INDEX "ix_dropout_order_gap_id" ON "dropout_order" ("gap_id");


CREATE INDEX "ix_dropout_order_household_id" ON "dropout_order" ("household_id");


CREATE INDEX "ix_dropout_talk_order_id" ON "dropout_talk" ("order_id");


CREATE INDEX "ix_export_record_by_id_at" ON "export_record" ("by_id", "at");


CREATE INDEX "ix_export_record_file_id" ON "export_record" ("file_id");


CREATE INDEX "ix_export_record_hash" ON "export_record" ("hash");


CREATE UNIQUE INDEX "ix_export_record_number" ON "export_record" ("number");


CREATE UNIQUE INDEX "ix_feed_mapping_division_feed" ON "feed_mapping" ("division", "feed");


CREATE INDEX "ix_first_help_case_id" ON "first_help" ("case_id");


CREATE UNIQUE INDEX "ix_first_help_form_key" ON "first_help" ("form_key");


CREATE UNIQUE INDEX "ix_foreign_identity_issuer_subject" ON "foreign_identity" ("issuer", "subject");


CREATE INDEX "ix_foreign_identity_user_id" ON "foreign_identity" ("user_id");


CREATE INDEX "ix_guarantee_gap_closed_on_state_kind_division" ON "guarantee_gap" ("closed_on", "state", "kind", "division");


CREATE INDEX "ix_guarantee_gap_household_id_closed_on" ON "guarantee_gap" ("household_id", "closed_on");


CREATE INDEX "ix_guarantee_proof_household_id_kind_proved_on" ON "guarantee_proof" ("household_id", "kind", "proved_on");


CREATE INDEX "ix_help_plan_household_id" ON "help_plan" ("household_id");


CREATE UNIQUE INDEX "ix_help_visit_form_key" ON "help_visit" ("form_key");


CREATE INDEX "ix_help_visit_household_id_visited_on" ON "help_visit" ("household_id", "visited_on");


CREATE INDEX "ix_help_visit_visited_on_id" ON "help_visit" ("visited_on", "id");


CREATE INDEX "ix_history_entry_citizen_id_index" ON "history_entry" ("citizen_id_index");


CREATE INDEX "ix_history_entry_division_household_no_id" ON "history_entry" ("division", "household_no", "id");


CREATE UNIQUE INDEX "ix_history_entry_replaces" ON "history_entry" ("replaces");


CREATE INDEX "ix_house_finding_household_id_inspected_on" ON "house_finding" ("household_id", "inspected_on");


CREATE INDEX "ix_house_finding_round_id_division" ON "house_finding" ("round_id", "division");


CREATE UNIQUE INDEX "ix_house_finding_round_id_household_id" ON "house_finding" ("round_id", "household_id");


CREATE UNIQUE INDEX "ix_house_hazard_finding_id" ON "house_hazard" ("finding_id");


CREATE INDEX "ix_house_hazard_household_id" ON "house_hazard" ("household_id");


CREATE INDEX "ix_house_hazard_state_due_division" ON "house_hazard" ("state", "due", "division");


CREATE INDEX "ix_house_round_division_from" ON "house_round" ("division", "from");


CREATE UNIQUE INDEX "ix_house_round_form_key" ON "house_round" ("form_key");


CREATE INDEX "ix_household_division_state_household_no" ON "household" ("division", "state", "household_no");


CREATE UNIQUE INDEX "ix_household_household_no" ON "household" ("household_no");


CREATE INDEX "ix_household_household_type_division" ON "household" ("household_type", "division");


CREATE INDEX "ix_household_phone_index" ON "household" ("phone_index");


CREATE INDEX "ix_household_present_id" ON "household" ("present", "id");


CREATE INDEX "ix_household_risk_state_division" ON "household" ("risk_state", "division");


CREATE INDEX "ix_household_updated_at_id" ON "household" ("updated_at", "id");


CREATE INDEX "ix_household_tag_household_id" ON "household_tag" ("household_id");


CREATE INDEX "ix_household_tag_value_division" ON "household_tag" ("value", "division");


CREATE INDEX "ix_identification_case_closed_on_step" ON "identification_case" ("closed_on", "step");


CREATE INDEX "ix_identification_case_clue_id" ON "identification_case" ("clue_id");


CREATE INDEX "ix_identification_case_division_step" ON "identification_case" ("division", "step");


CREATE UNIQUE INDEX "ix_identification_case_form_key" ON "identification_case" ("form_key");


CREATE INDEX "ix_identification_case_household_id" ON "identification_case" ("household_id");


CREATE UNIQUE INDEX "ix_identification_case_open_key" ON "identification_case" ("open_key");


CREATE INDEX "ix_identification_case_step_step_due" ON "identification_case" ("step", "step_due");


CREATE INDEX "ix_impact_assessment_division_next_on" ON "impact_assessment" ("division", "next_on");


CREATE INDEX "ix_import_batch_division_at" ON "import_batch" ("division", "at");


CREATE UNIQUE INDEX "ix_import_mapping_division_name" ON "import_mapping" ("division", "name");


CREATE INDEX "ix_income_record_division_group_year_at" ON "income_record" ("division", "group", "year", "at");


CREATE UNIQUE INDEX "ix_income_year_household_id_year" ON "income_year" ("household_id", "year");


CREATE INDEX "ix_indicator_alert_closed_on_key_division" ON "indicator_alert" ("closed_on", "key", "division");


CREATE INDEX "ix_indicator_alert_division_opened_on" ON "indicator_alert" ("division", "opened_on");


CREATE UNIQUE INDEX "ix_indicator_run_division_on" ON "indicator_run" ("division", "on");


CREATE INDEX "ix_indicator_run_on" ON "indicator_run" ("on");


CREATE INDEX "ix_indicator_value_denominator_rows" ON "indicator_value" ("denominator_rows");


CREATE INDEX "ix_indicator_value_key_below_day_division" ON "indicator_value" ("key", "below_day", "division");


CREATE UNIQUE INDEX "ix_indicator_value_key_by_division_from_day" ON "indicator_value" ("key", "by", "division", "from_day");


CREATE INDEX "ix_indicator_value_numerator_rows" ON "indicator_value" ("numerator_rows");


CREATE INDEX "ix_indicator_version_key" ON "indicator_version" ("key");


CREATE INDEX "ix_insurance_year_division_year" ON "insurance_year" ("division", "year");


CREATE UNIQUE INDEX "ix_insurance_year_person_id_year" ON "insurance_year" ("person_id", "year");


CREATE INDEX "ix_insurance_year_year_division" ON "insurance_year" ("year", "division");


CREATE INDEX "ix_job_created_by_created_at" ON "job" ("created_by", "created_at");


CREATE INDEX "ix_job_state_not_before" ON "job" ("state", "not_before");


CREATE INDEX "ix_joint_attendee_session_id" ON "joint_attendee" ("session_id");


CREATE INDEX "ix_joint_matter_division_step_due" ON "joint_matter" ("division", "step", "due");


CREATE INDEX "ix_joint_matter_household_id" ON "joint_matter" ("household_id");


CREATE UNIQUE INDEX "ix_joint_matter_session_id_source_id" ON "joint_matter" ("session_id", "source_id");


CREATE INDEX "ix_joint_matter_source_id_step" ON "joint_matter" ("source_id", "step");


CREATE INDEX "ix_joint_session_division_held_on" ON "joint_session" ("division", "held_on");


CREATE UNIQUE INDEX "ix_joint_session_division_regular_month" ON "joint_session" ("division", "regular_month");


CREATE UNIQUE INDEX "ix_joint_session_form_key" ON "joint_session" ("form_key");


CREATE INDEX "ix_joint_topic_session_id" ON "joint_topic" ("session_id");


CREATE INDEX "ix_kept_form_expires_at" ON "kept_form" ("expires_at");


CREATE INDEX "ix_kept_form_user_id" ON "kept_form" ("user_id");


CREATE INDEX "ix_kept_rows_division" ON "kept_rows" ("division");


CREATE INDEX "ix_ledger_burden_month_division" ON "ledger_burden" ("month", "division");


CREATE UNIQUE INDEX "ix_ledger_definition_key_version" ON "ledger_definition" ("key", "version");


CREATE INDEX "ix_ledger_delivery_ledger_period_hash" ON "ledger_delivery" ("ledger", "period", "hash");


CREATE INDEX "ix_ledger_due_closed_at_division_due" ON "ledger_due" ("closed_at", "division", "due");


CREATE UNIQUE INDEX "ix_ledger_due_ledger_period_division" ON "ledger_due" ("ledger", "period", "division");


CREATE UNIQUE INDEX "ix_ledger_freeze_ledger_county_period" ON "ledger_freeze" ("ledger", "county", "period");


CREATE INDEX "ix_ledger_notice_ledger_period_division" ON "ledger_notice" ("ledger", "period", "division");


CREATE INDEX "ix_ledger_notice_row_id" ON "ledger_notice" ("row_id");


CREATE INDEX "ix_ledger_objection_notice_id" ON "ledger_objection" ("notice_id");


CREATE INDEX "ix_ledger_opening_ledger_period_division" ON "ledger_opening" ("ledger", "period", "division");


CREATE INDEX "ix_ledger_row_household_id" ON "ledger_row" ("household_id");


CREATE INDEX "ix_ledger_row_ledger_period_division_id" ON "ledger_row" ("ledger", "period", "division", "id");


CREATE INDEX "ix_ledger_row_ledger_period_state_division_id" ON "ledger_row" ("ledger", "period", "state", "division", "id");


CREATE UNIQUE INDEX "ix_ledger_row_unique_key" ON "ledger_row" ("unique_key");


CREATE INDEX "ix_legal_hold_ended_at" ON "legal_hold" ("ended_at");


CREATE INDEX "ix_letter_address_index_at" ON "letter" ("address_index", "at");


CREATE INDEX "ix_letter_citizen_id_index_at" ON "letter" ("citizen_id_index", "at");


CREATE INDEX "ix_letter_division_state_id" ON "letter" ("division", "state", "id");


CREATE UNIQUE INDEX "ix_letter_form_key" ON "letter" ("form_key");


CREATE INDEX "ix_letter_household_id" ON "letter" ("household_id");


CREATE INDEX "ix_letter_merged_into" ON "letter" ("merged_into");


CREATE INDEX "ix_letter_phone_index_at" ON "letter" ("phone_index", "at");


CREATE UNIQUE INDEX "ix_letter_receipt" ON "letter" ("receipt");


CREATE INDEX "ix_letter_source_number" ON "letter" ("source", "number");


CREATE UNIQUE INDEX "ix_living_household_id" ON "living" ("household_id");


CREATE INDEX "ix_loan_state_delivery_id" ON "loan_state" ("delivery_id");


CREATE INDEX "ix_loan_state_household_id" ON "loan_state" ("household_id");


CREATE INDEX "ix_loan_state_month_division" ON "loan_state" ("month", "division");


CREATE INDEX "ix_low_income_pool_division_layer" ON "low_income_pool" ("division", "layer");


CREATE INDEX "ix_low_income_pool_household_id" ON "low_income_pool" ("household_id");


CREATE INDEX "ix_matter_note_matter_id" ON "matter_note" ("matter_id");


CREATE INDEX "ix_measure_household_id" ON "measure" ("household_id");


CREATE INDEX "ix_membership_household_id" ON "membership" ("household_id");


CREATE INDEX "ix_membership_person_id_from" ON "membership" ("person_id", "from");


CREATE UNIQUE INDEX "ix_monitor_income_household_id_phase" ON "monitor_income" ("household_id", "phase");


CREATE INDEX "ix_node_beat_seen_at" ON "node_beat" ("seen_at");


CREATE INDEX "ix_own_report_division_owner_id" ON "own_report" ("division", "owner_id");


CREATE INDEX "ix_own_report_every" ON "own_report" ("every");


CREATE UNIQUE INDEX "ix_own_run_report_id_period" ON "own_run" ("report_id", "period");


CREATE INDEX "ix_pairing_cadre_to_division" ON "pairing" ("cadre", "to", "division");


CREATE INDEX "ix_pairing_household_id" ON "pairing" ("household_id");


CREATE INDEX "ix_paper_copy_household_id" ON "paper_copy" ("household_id");


CREATE UNIQUE INDEX "ix_parameter_key_dimension_division_valid_from" ON "parameter" ("key", "dimension", "division", "valid_from");


CREATE INDEX "ix_person_citizen_id_index" ON "person" ("citizen_id_index");


CREATE INDEX "ix_person_citizen_id_tail_division" ON "person" ("citizen_id_tail", "division");


CREATE INDEX "ix_person_division_state" ON "person" ("division", "state");


CREATE INDEX "ix_person_household_id" ON "person" ("household_id");


CREATE INDEX "ix_person_initials_division" ON "person" ("initials", "division");


CREATE INDEX "ix_person_name_division" ON "person" ("name", "division");


CREATE INDEX "ix_person_phone_index" ON "person" ("phone_index");


CREATE INDEX "ix_person_pinyin_division" ON "person" ("pinyin", "division");


CREATE INDEX "ix_plan_line_done_on_kind_due" ON "plan_line" ("done_on", "kind", "due");


CREATE INDEX "ix_plan_line_plan_id" ON "plan_line" ("plan_id");


CREATE INDEX "ix_policy_match_division_receives" ON "policy_match" ("division", "receives");


CREATE INDEX "ix_policy_match_household_id" ON "policy_match" ("household_id");


CREATE INDEX "ix_policy_match_policy_key_receives_division" ON "policy_match" ("policy_key", "receives", "division");


CREATE UNIQUE INDEX "ix_proof_reading_delivery_id" ON "proof_reading" ("delivery_id");


CREATE INDEX "ix_public_notice_division_starts_on" ON "public_notice" ("division", "starts_on");


CREATE INDEX "ix_public_notice_state_ends_on" ON "public_notice" ("state", "ends_on");


CREATE INDEX "ix_public_notice_subject" ON "public_notice" ("subject");


CREATE INDEX "ix_quality_doubt_division_found_month_closed_month" ON "quality_doubt" ("division", "found_month", "closed_month");


CREATE INDEX "ix_quality_doubt_division_state_severity" ON "quality_doubt" ("division", "state", "severity");


CREATE INDEX "ix_quality_doubt_household_id" ON "quality_doubt" ("household_id");


CREATE UNIQUE INDEX "ix_quality_doubt_open_key" ON "quality_doubt" ("open_key");


CREATE INDEX "ix_quality_run_done_division_on" ON "quality_run_done" ("division", "on");


CREATE INDEX "ix_recheck_done_on_due_division" ON "recheck" ("done_on", "due", "division");


CREATE INDEX "ix_recheck_household_id" ON "recheck" ("household_id");


CREATE INDEX "ix_referral_department_state_due" ON "referral" ("department", "state", "due");


CREATE INDEX "ix_referral_division_state_due" ON "referral" ("division", "state", "due");


CREATE UNIQUE INDEX "ix_referral_form_key" ON "referral" ("form_key");


CREATE INDEX "ix_referral_household_id" ON "referral" ("household_id");


CREATE INDEX "ix_refused_query_case_id" ON "refused_query" ("case_id");


CREATE UNIQUE INDEX "ix_relief_policy_county_key" ON "relief_policy" ("county", "key");


CREATE INDEX "ix_removal_case_household_id" ON "removal_case" ("household_id");


CREATE UNIQUE INDEX "ix_removal_case_open_household" ON "removal_case" ("open_household");


CREATE INDEX "ix_removal_case_step_division" ON "removal_case" ("step", "division");


CREATE UNIQUE INDEX "ix_report_entry_table_id_sheet_origin_place" ON "report_entry" ("table_id", "sheet", "origin", "place");


CREATE INDEX "ix_report_figure_table_id" ON "report_figure" ("table_id");


CREATE UNIQUE INDEX "ix_report_table_key_division_period_number" ON "report_table" ("key", "division", "period", "number");


CREATE INDEX "ix_reveal_grant_user_id_record_until" ON "reveal_grant" ("user_id", "record", "until");


CREATE INDEX "ix_review_item_division_done_on_due" ON "review_item" ("division", "done_on", "due");


CREATE INDEX "ix_review_item_household_id" ON "review_item" ("household_id");


CREATE INDEX "ix_review_item_proposal_state_division" ON "review_item" ("proposal_state", "division");


CREATE INDEX "ix_review_item_run_id_division_done_on" ON "review_item" ("run_id", "division", "done_on");


CREATE UNIQUE INDEX "ix_review_item_run_id_household_id" ON "review_item" ("run_id", "household_id");


CREATE UNIQUE INDEX "ix_review_plan_form_key" ON "review_plan" ("form_key");


CREATE INDEX "ix_review_plan_stopped_on_division" ON "review_plan" ("stopped_on", "division");


CREATE INDEX "ix_review_run_division_made_on" ON "review_run" ("division", "made_on");


CREATE UNIQUE INDEX "ix_review_run_plan_id_period" ON "review_run" ("plan_id", "period");


CREATE INDEX "ix_risk_event_change_on" ON "risk_event" ("change", "on");


CREATE INDEX "ix_risk_event_household_id_on" ON "risk_event" ("household_id", "on");


CREATE INDEX "ix_role_definition_key_division_valid_from" ON "role_definition" ("key", "division", "valid_from");


CREATE UNIQUE INDEX "ix_rule_switch_division_rule_id" ON "rule_switch" ("division", "rule_id");


CREATE INDEX "ix_run_count_run_id_rule_id" ON "run_count" ("run_id", "rule_id");


CREATE UNIQUE INDEX "ix_safeguard_check_household_id_phase" ON "safeguard_check" ("household_id", "phase");


CREATE INDEX "ix_screening_run_division_is_back_test_month_at" ON "screening_run" ("division", "is_back_test", "month", "at");


CREATE UNIQUE INDEX "ix_screening_schedule_division" ON "screening_schedule" ("division");


CREATE UNIQUE INDEX "ix_seal_count_place_column_key" ON "seal_count" ("place", "column", "key");


CREATE INDEX "ix_step_record_process_step_left_at_due" ON "step_record" ("process", "step", "left_at", "due");


CREATE UNIQUE INDEX "ix_step_record_process_subject_step" ON "step_record" ("process", "subject", "step") WHERE left_at IS NULL;


CREATE INDEX "ix_step_record_subject_entered_at" ON "step_record" ("subject", "entered_at");


CREATE INDEX "ix_stored_file_by_at" ON "stored_file" ("by", "at");


CREATE INDEX "ix_submission_login_at" ON "submission" ("login", "at");


CREATE UNIQUE INDEX "ix_submission_login_key" ON "submission" ("login", "key");


CREATE INDEX "ix_supervision_order_indicator_place_step" ON "supervision_order" ("indicator", "place", "step");


CREATE INDEX "ix_supervision_order_step_division_due" ON "supervision_order" ("step", "division", "due");


CREATE INDEX "ix_survey_round_division_from" ON "survey_round" ("division", "from");


CREATE UNIQUE INDEX "ix_survey_round_form_key" ON "survey_round" ("form_key");


CREATE INDEX "ix_survey_sheet_household_id" ON "survey_sheet" ("household_id");


CREATE INDEX "ix_survey_sheet_round_id_division" ON "survey_sheet" ("round_id", "division");


CREATE UNIQUE INDEX "ix_survey_sheet_round_id_household_id" ON "survey_sheet" ("round_id", "household_id");


CREATE UNIQUE INDEX "ix_table_template_county_key_version" ON "table_template" ("county", "key", "version");


CREATE INDEX "ix_truth_row_household_id" ON "truth_row" ("household_id");


CREATE INDEX "ix_unmatched_row_citizen_id_index" ON "unmatched_row" ("citizen_id_index");


CREATE INDEX "ix_unmatched_row_delivery_id_state" ON "unmatched_row" ("delivery_id", "state");


CREATE INDEX "ix_unmatched_row_division_state_id" ON "unmatched_row" ("division", "state", "id");


CREATE INDEX "ix_user_session_seen_at" ON "user_session" ("seen_at");


CREATE INDEX "ix_user_session_user_id_created_at" ON "user_session" ("user_id", "created_at");


CREATE UNIQUE INDEX "ix_village_clinic_division" ON "village_clinic" ("division");


CREATE INDEX "ix_village_count_division_stamp" ON "village_count" ("division", "stamp");


CREATE INDEX "ix_village_doctor_division_to" ON "village_doctor" ("division", "to");


CREATE UNIQUE INDEX "ix_village_profile_division" ON "village_profile" ("division");


CREATE INDEX "ix_visit_clue_id" ON "visit" ("clue_id");


CREATE UNIQUE INDEX "ix_visit_form_key" ON "visit" ("form_key");


CREATE INDEX "ix_visit_household_id" ON "visit" ("household_id");


CREATE INDEX "ix_work_item_closed_by" ON "work_item" ("closed_by");


CREATE INDEX "ix_work_item_created_by_state" ON "work_item" ("created_by", "state");


CREATE INDEX "ix_work_item_escalated_to_state_division" ON "work_item" ("escalated_to", "state", "division");


CREATE INDEX "ix_work_item_role_state_division_due" ON "work_item" ("role", "state", "division", "due");


CREATE INDEX "ix_work_item_state_due" ON "work_item" ("state", "due");


CREATE INDEX "ix_work_item_subject" ON "work_item" ("subject");


