CREATE TABLE "app_user" (
    "id" TEXT NOT NULL CONSTRAINT "pk_app_user" PRIMARY KEY,
    "login" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "department" TEXT NULL,
    "password_hash" TEXT NOT NULL,
    "disabled" INTEGER NOT NULL,
    "failed_sign_ins" INTEGER NOT NULL,
    "locked_until" TEXT NULL,
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
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "calendar_day" (
    "day" TEXT NOT NULL CONSTRAINT "pk_calendar_day" PRIMARY KEY,
    "is_workday" INTEGER NOT NULL
);


CREATE TABLE "change" (
    "id" TEXT NOT NULL CONSTRAINT "pk_change" PRIMARY KEY,
    "at" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "why" TEXT NULL,
    "evidence" TEXT NULL,
    "batch" TEXT NULL,
    "object" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "before" TEXT NULL,
    "after" TEXT NULL
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


CREATE TABLE "feed_mapping" (
    "id" TEXT NOT NULL CONSTRAINT "pk_feed_mapping" PRIMARY KEY,
    "feed" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "columns" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL
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
    "bank_name" TEXT NULL,
    "bank_account_sealed" BLOB NULL,
    "bank_account_index" BLOB NULL,
    "traits" INTEGER NOT NULL,
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


CREATE TABLE "income_year" (
    "id" TEXT NOT NULL CONSTRAINT "pk_income_year" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "period_start" TEXT NULL,
    "period_end" TEXT NULL,
    "wage" INTEGER NULL,
    "business" INTEGER NULL,
    "property" INTEGER NULL,
    "transfer" INTEGER NULL,
    "business_cost" INTEGER NULL,
    "family_planning" INTEGER NULL,
    "dibao_money" INTEGER NULL,
    "tekun_money" INTEGER NULL,
    "pension_money" INTEGER NULL,
    "ecology_money" INTEGER NULL,
    "net" INTEGER NULL,
    "per_capita" INTEGER NULL,
    "insurance_claim" INTEGER NULL,
    "compliant_self_pay" INTEGER NULL,
    "parts" TEXT NULL,
    "version" INTEGER NOT NULL
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


CREATE TABLE "living" (
    "id" TEXT NOT NULL CONSTRAINT "pk_living" PRIMARY KEY,
    "household_id" TEXT NOT NULL,
    "division" INTEGER NOT NULL,
    "farmland_mu" TEXT NULL,
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
    "tv" INTEGER NULL,
    "in_coop" INTEGER NULL,
    "led_by_enterprise" INTEGER NULL,
    "led_by_pioneer" INTEGER NULL,
    "version" INTEGER NOT NULL
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
    "med_resident" INTEGER NULL,
    "med_employee" INTEGER NULL,
    "med_critical" INTEGER NULL,
    "pension_resident" INTEGER NULL,
    "pension_employee" INTEGER NULL,
    "dibao" TEXT NULL,
    "tekun" TEXT NULL,
    "public_post" TEXT NULL,
    "public_post_months" INTEGER NULL,
    "is_relocated" INTEGER NULL,
    "phone_sealed" BLOB NULL,
    "phone_index" BLOB NULL,
    "state" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
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


CREATE TABLE "village_count" (
    "division" INTEGER NOT NULL CONSTRAINT "pk_village_count" PRIMARY KEY,
    "households" INTEGER NOT NULL,
    "people" INTEGER NOT NULL,
    "stamp" TEXT NOT NULL,
    "cells" TEXT NOT NULL
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
    "assignee" TEXT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "closed_at" TEXT NULL,
    "closed_by" TEXT NULL,
    "outcome" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE UNIQUE INDEX "ix_app_user_login" ON "app_user" ("login");


CREATE INDEX "ix_attachment_household_id" ON "attachment" ("household_id");


CREATE INDEX "ix_change_batch" ON "change" ("batch");


CREATE INDEX "ix_change_object_id_at" ON "change" ("object_id", "at");


CREATE INDEX "ix_clue_division_state" ON "clue" ("division", "state");


CREATE INDEX "ix_clue_household_id" ON "clue" ("household_id");


CREATE UNIQUE INDEX "ix_clue_open_key" ON "clue" ("open_key");


CREATE INDEX "ix_clue_state_priority_id" ON "clue" ("state", "priority", "id");


CREATE UNIQUE INDEX "ix_clue_hit_clue_id_fingerprint" ON "clue_hit" ("clue_id", "fingerprint");


CREATE INDEX "ix_clue_hit_household_id" ON "clue_hit" ("household_id");


CREATE INDEX "ix_delivery_division_feed_at" ON "delivery" ("division", "feed", "at");


CREATE UNIQUE INDEX "ix_delivery_division_feed_counting_hash" ON "delivery" ("division", "feed", "counting_hash");


CREATE INDEX "ix_division_parent" ON "division" ("parent");


CREATE UNIQUE INDEX "ix_feed_mapping_division_feed" ON "feed_mapping" ("division", "feed");


CREATE INDEX "ix_household_division_household_no" ON "household" ("division", "household_no");


CREATE UNIQUE INDEX "ix_household_household_no" ON "household" ("household_no");


CREATE INDEX "ix_household_household_type_division" ON "household" ("household_type", "division");


CREATE INDEX "ix_household_member_count_id" ON "household" ("member_count", "id");


CREATE INDEX "ix_household_phone_index" ON "household" ("phone_index");


CREATE INDEX "ix_household_risk_state_division" ON "household" ("risk_state", "division");


CREATE INDEX "ix_household_updated_at_id" ON "household" ("updated_at", "id");


CREATE INDEX "ix_household_tag_household_id" ON "household_tag" ("household_id");


CREATE INDEX "ix_household_tag_value_division" ON "household_tag" ("value", "division");


CREATE INDEX "ix_import_batch_division_at" ON "import_batch" ("division", "at");


CREATE UNIQUE INDEX "ix_import_mapping_division_name" ON "import_mapping" ("division", "name");


CREATE UNIQUE INDEX "ix_income_year_household_id_year" ON "income_year" ("household_id", "year");


CREATE INDEX "ix_job_created_by_created_at" ON "job" ("created_by", "created_at");


CREATE INDEX "ix_job_state_not_before" ON "job" ("state", "not_before");


CREATE UNIQUE INDEX "ix_living_household_id" ON "living" ("household_id");


CREATE INDEX "ix_measure_household_id" ON "measure" ("household_id");


CREATE INDEX "ix_membership_household_id" ON "membership" ("household_id");


CREATE INDEX "ix_membership_person_id_from" ON "membership" ("person_id", "from");


CREATE UNIQUE INDEX "ix_parameter_key_dimension_division_valid_from" ON "parameter" ("key", "dimension", "division", "valid_from");


CREATE INDEX "ix_person_citizen_id_index" ON "person" ("citizen_id_index");


CREATE INDEX "ix_person_citizen_id_tail_division" ON "person" ("citizen_id_tail", "division");


CREATE INDEX "ix_person_division_state" ON "person" ("division", "state");


CREATE INDEX "ix_person_household_id" ON "person" ("household_id");


CREATE INDEX "ix_person_initials_division" ON "person" ("initials", "division");


CREATE INDEX "ix_person_name_division" ON "person" ("name", "division");


CREATE INDEX "ix_person_phone_index" ON "person" ("phone_index");


CREATE INDEX "ix_person_pinyin_division" ON "person" ("pinyin", "division");


CREATE UNIQUE INDEX "ix_rule_switch_division_rule_id" ON "rule_switch" ("division", "rule_id");


CREATE INDEX "ix_run_count_run_id_rule_id" ON "run_count" ("run_id", "rule_id");


CREATE INDEX "ix_screening_run_division_is_back_test_month_at" ON "screening_run" ("division", "is_back_test", "month", "at");


CREATE UNIQUE INDEX "ix_screening_schedule_division" ON "screening_schedule" ("division");


CREATE INDEX "ix_step_record_process_step_left_at_due" ON "step_record" ("process", "step", "left_at", "due");


CREATE INDEX "ix_step_record_subject_entered_at" ON "step_record" ("subject", "entered_at");


CREATE INDEX "ix_stored_file_by_at" ON "stored_file" ("by", "at");


CREATE INDEX "ix_truth_row_household_id" ON "truth_row" ("household_id");


CREATE INDEX "ix_unmatched_row_citizen_id_index" ON "unmatched_row" ("citizen_id_index");


CREATE INDEX "ix_unmatched_row_delivery_id_state" ON "unmatched_row" ("delivery_id", "state");


CREATE INDEX "ix_unmatched_row_division_state_id" ON "unmatched_row" ("division", "state", "id");


CREATE INDEX "ix_visit_clue_id" ON "visit" ("clue_id");


CREATE UNIQUE INDEX "ix_visit_form_key" ON "visit" ("form_key");


CREATE INDEX "ix_visit_household_id" ON "visit" ("household_id");


CREATE INDEX "ix_work_item_role_state_division_due" ON "work_item" ("role", "state", "division", "due");


CREATE INDEX "ix_work_item_subject" ON "work_item" ("subject");


