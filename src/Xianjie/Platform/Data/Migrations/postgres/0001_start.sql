CREATE TABLE app_user (
    id uuid NOT NULL,
    login character varying(60) COLLATE "C" NOT NULL,
    name character varying(60) COLLATE "C" NOT NULL,
    role character varying(40) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    department character varying(40) COLLATE "C",
    password_hash text COLLATE "C" NOT NULL,
    disabled boolean NOT NULL,
    failed_sign_ins integer NOT NULL,
    locked_until timestamp with time zone,
    stamp uuid NOT NULL,
    CONSTRAINT pk_app_user PRIMARY KEY (id)
);


CREATE TABLE attachment (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    file_id uuid NOT NULL,
    name character varying(260) COLLATE "C" NOT NULL,
    note text COLLATE "C",
    size bigint NOT NULL,
    content_type text COLLATE "C" NOT NULL,
    by text COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_attachment PRIMARY KEY (id)
);


CREATE TABLE calendar_day (
    day date NOT NULL,
    is_workday boolean NOT NULL,
    CONSTRAINT pk_calendar_day PRIMARY KEY (day)
);


CREATE TABLE change (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    by character varying(60) COLLATE "C" NOT NULL,
    what character varying(100) COLLATE "C" NOT NULL,
    why text COLLATE "C",
    evidence text COLLATE "C",
    batch uuid,
    object character varying(60) COLLATE "C" NOT NULL,
    object_id uuid NOT NULL,
    division bigint NOT NULL,
    before text COLLATE "C",
    after text COLLATE "C",
    CONSTRAINT pk_change PRIMARY KEY (id)
);


CREATE TABLE clue (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    household_no character varying(40) COLLATE "C" NOT NULL,
    head_name character varying(120) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    risk character varying(40) COLLATE "C" NOT NULL,
    cause character varying(120) COLLATE "C" NOT NULL,
    title character varying(200) COLLATE "C" NOT NULL,
    rules text COLLATE "C" NOT NULL,
    department character varying(40) COLLATE "C" NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    priority integer NOT NULL,
    found_on date NOT NULL,
    last_hit_on date NOT NULL,
    hits integer NOT NULL,
    run_id uuid NOT NULL,
    open_key character varying(240) COLLATE "C",
    key character varying(240) COLLATE "C" NOT NULL,
    dispatched_on date,
    due date,
    closed_on date,
    outcome text COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_clue PRIMARY KEY (id)
);


CREATE TABLE clue_hit (
    id uuid NOT NULL,
    clue_id uuid NOT NULL,
    household_id uuid NOT NULL,
    person_id uuid,
    division bigint NOT NULL,
    run_id uuid NOT NULL,
    rule_id character varying(40) COLLATE "C" NOT NULL,
    rule_hash character varying(16) COLLATE "C" NOT NULL,
    as_of date NOT NULL,
    fingerprint character varying(32) COLLATE "C" NOT NULL,
    content_sealed bytea NOT NULL,
    CONSTRAINT pk_clue_hit PRIMARY KEY (id)
);


CREATE TABLE delivery (
    id uuid NOT NULL,
    feed character varying(40) COLLATE "C" NOT NULL,
    department character varying(40) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    file_id uuid NOT NULL,
    file_name character varying(260) COLLATE "C" NOT NULL,
    size bigint NOT NULL,
    hash character varying(64) COLLATE "C" NOT NULL,
    counting_hash character varying(64) COLLATE "C",
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    job_id uuid,
    columns text COLLATE "C",
    part_id uuid,
    errors_id uuid,
    rows integer NOT NULL,
    accepted integer NOT NULL,
    refused integer NOT NULL,
    unmatched integer NOT NULL,
    duplicates integer NOT NULL,
    first_day date,
    last_day date,
    notes text COLLATE "C",
    withdrawn_by character varying(140) COLLATE "C",
    withdraw_reason text COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_delivery PRIMARY KEY (id)
);


CREATE TABLE division (
    code bigint NOT NULL,
    name character varying(120) COLLATE "C" NOT NULL,
    level character varying(40) COLLATE "C" NOT NULL,
    parent bigint,
    urban_rural text COLLATE "C",
    valid_from date NOT NULL,
    valid_to date,
    successors text COLLATE "C",
    outline text COLLATE "C",
    longitude double precision,
    latitude double precision,
    CONSTRAINT pk_division PRIMARY KEY (code)
);


CREATE TABLE feed_mapping (
    id uuid NOT NULL,
    feed character varying(40) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    columns text COLLATE "C" NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_feed_mapping PRIMARY KEY (id)
);


CREATE TABLE household (
    id uuid NOT NULL,
    household_no character varying(40) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    county integer NOT NULL,
    group_name text COLLATE "C",
    head_name text COLLATE "C",
    household_type text COLLATE "C" NOT NULL,
    risk_state text COLLATE "C" NOT NULL,
    member_count integer,
    phone_sealed bytea,
    phone_index bytea,
    is_exited_poverty boolean,
    is_martyr_family boolean,
    is_relocated boolean,
    relocation_site text COLLATE "C",
    is_safety_net boolean,
    identified_month integer,
    eliminated_month integer,
    elimination_kind text COLLATE "C",
    risks text COLLATE "C",
    disaster_kind text COLLATE "C",
    risk_note text COLLATE "C",
    development_state text COLLATE "C",
    helper_name text COLLATE "C",
    monitor_contact text COLLATE "C",
    monitor_contact_phone_sealed bytea,
    monitor_contact_phone_index bytea,
    bank_name text COLLATE "C",
    bank_account_sealed bytea,
    bank_account_index bytea,
    traits bigint NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    successor uuid,
    origin uuid,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_household PRIMARY KEY (id)
);


CREATE TABLE household_tag (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    "from" date NOT NULL,
    "to" date,
    source text COLLATE "C",
    CONSTRAINT pk_household_tag PRIMARY KEY (id)
);


CREATE TABLE import_batch (
    id uuid NOT NULL,
    file_id uuid,
    file_name character varying(260) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    by character varying(60) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    shape character varying(20) COLLATE "C" NOT NULL,
    mapping text COLLATE "C",
    year integer,
    state character varying(40) COLLATE "C" NOT NULL,
    job_id uuid,
    counts text COLLATE "C",
    error_file_id uuid,
    doubt_file_id uuid,
    finished_at timestamp with time zone,
    undo_note text COLLATE "C",
    CONSTRAINT pk_import_batch PRIMARY KEY (id)
);


CREATE TABLE import_mapping (
    id uuid NOT NULL,
    name character varying(60) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    shape character varying(20) COLLATE "C" NOT NULL,
    columns text COLLATE "C" NOT NULL,
    by character varying(60) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_import_mapping PRIMARY KEY (id)
);


CREATE TABLE income_year (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    year integer NOT NULL,
    period_start date,
    period_end date,
    wage bigint,
    business bigint,
    property bigint,
    transfer bigint,
    business_cost bigint,
    family_planning bigint,
    dibao_money bigint,
    tekun_money bigint,
    pension_money bigint,
    ecology_money bigint,
    net bigint,
    per_capita bigint,
    insurance_claim bigint,
    compliant_self_pay bigint,
    parts text COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_income_year PRIMARY KEY (id)
);


CREATE TABLE job (
    id uuid NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    title character varying(200) COLLATE "C" NOT NULL,
    payload text COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    created_by character varying(60) COLLATE "C" NOT NULL,
    created_at timestamp with time zone NOT NULL,
    not_before timestamp with time zone NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    fence integer NOT NULL,
    leased_by character varying(160) COLLATE "C",
    leased_until timestamp with time zone,
    percent integer NOT NULL,
    step character varying(200) COLLATE "C",
    cancel_asked boolean NOT NULL,
    outcome text COLLATE "C",
    link character varying(300) COLLATE "C",
    finished_at timestamp with time zone,
    CONSTRAINT pk_job PRIMARY KEY (id)
);


CREATE TABLE living (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    farmland_mu numeric(18,4),
    forest_mu numeric(18,4),
    return_forest_mu numeric(18,4),
    fruit_mu numeric(18,4),
    pasture_mu numeric(18,4),
    water_mu numeric(18,4),
    road text COLLATE "C",
    dist_main_road_km numeric(18,4),
    house_grade text COLLATE "C",
    house_area_m2 numeric(18,4),
    water_supply text COLLATE "C",
    water_safe boolean,
    fetch_minutes integer,
    fetch_metres integer,
    fetch_climb_metres integer,
    toilet boolean,
    fuel text COLLATE "C",
    electricity boolean,
    tv boolean,
    in_coop boolean,
    led_by_enterprise boolean,
    led_by_pioneer boolean,
    version integer NOT NULL,
    CONSTRAINT pk_living PRIMARY KEY (id)
);


CREATE TABLE measure (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    measure_group text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    start_date date,
    end_date date,
    amount bigint,
    version integer NOT NULL,
    CONSTRAINT pk_measure PRIMARY KEY (id)
);


CREATE TABLE membership (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    relation text COLLATE "C" NOT NULL,
    "from" date NOT NULL,
    "to" date,
    join_reason text COLLATE "C" NOT NULL,
    leave_reason text COLLATE "C",
    CONSTRAINT pk_membership PRIMARY KEY (id)
);


CREATE TABLE parameter (
    id uuid NOT NULL,
    key character varying(80) COLLATE "C" NOT NULL,
    dimension character varying(80) COLLATE "C",
    division bigint NOT NULL,
    value character varying(200) COLLATE "C" NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    basis character varying(400) COLLATE "C" NOT NULL,
    CONSTRAINT pk_parameter PRIMARY KEY (id)
);


CREATE TABLE person (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    county integer NOT NULL,
    person_no text COLLATE "C",
    citizen_id_sealed bytea,
    citizen_id_index bytea,
    citizen_id_tail bytea,
    id_kind text COLLATE "C",
    name text COLLATE "C" NOT NULL,
    pinyin text COLLATE "C",
    initials text COLLATE "C",
    sex text COLLATE "C",
    birth_date date,
    relation text COLLATE "C" NOT NULL,
    ethnicity text COLLATE "C",
    political text COLLATE "C",
    education text COLLATE "C",
    school_state text COLLATE "C",
    dropout_reason text COLLATE "C",
    health text COLLATE "C",
    disability_card_sealed bytea,
    disability_card_index bytea,
    disability_kind text COLLATE "C",
    disability_level text COLLATE "C",
    labour text COLLATE "C",
    work_place text COLLATE "C",
    work_months integer,
    work_income bigint,
    work_company text COLLATE "C",
    med_resident boolean,
    med_employee boolean,
    med_critical boolean,
    pension_resident boolean,
    pension_employee boolean,
    dibao text COLLATE "C",
    tekun text COLLATE "C",
    public_post text COLLATE "C",
    public_post_months integer,
    is_relocated boolean,
    phone_sealed bytea,
    phone_index bytea,
    state character varying(40) COLLATE "C" NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id)
);


CREATE TABLE rule_switch (
    id uuid NOT NULL,
    rule_id character varying(40) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    is_on boolean NOT NULL,
    reason character varying(400) COLLATE "C" NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_rule_switch PRIMARY KEY (id)
);


CREATE TABLE rule_version (
    hash character varying(16) COLLATE "C" NOT NULL,
    rule_id character varying(40) COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    first_used_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_rule_version PRIMARY KEY (rule_id, hash)
);


CREATE TABLE run_count (
    id uuid NOT NULL,
    run_id uuid NOT NULL,
    rule_id character varying(40) COLLATE "C" NOT NULL,
    risk character varying(40) COLLATE "C" NOT NULL,
    class character varying(20) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    hits integer NOT NULL,
    households integer NOT NULL,
    CONSTRAINT pk_run_count PRIMARY KEY (id)
);


CREATE TABLE screening_run (
    id uuid NOT NULL,
    division bigint NOT NULL,
    as_of date NOT NULL,
    month integer NOT NULL,
    is_back_test boolean NOT NULL,
    job_id uuid NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    households integer NOT NULL,
    persons integer NOT NULL,
    fact_rows bigint NOT NULL,
    unmatched_fact_rows bigint NOT NULL,
    hits integer NOT NULL,
    new_clues integer NOT NULL,
    joined integer NOT NULL,
    repeated integer NOT NULL,
    milliseconds integer NOT NULL,
    rules text COLLATE "C" NOT NULL,
    parameters text COLLATE "C" NOT NULL,
    files text COLLATE "C" NOT NULL,
    CONSTRAINT pk_screening_run PRIMARY KEY (id)
);


CREATE TABLE screening_schedule (
    id uuid NOT NULL,
    division bigint NOT NULL,
    day integer NOT NULL,
    hour integer NOT NULL,
    is_on boolean NOT NULL,
    next_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_screening_schedule PRIMARY KEY (id)
);


CREATE TABLE step_record (
    id uuid NOT NULL,
    process character varying(40) COLLATE "C" NOT NULL,
    subject uuid NOT NULL,
    division bigint NOT NULL,
    step character varying(40) COLLATE "C" NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    entered_by character varying(60) COLLATE "C" NOT NULL,
    due date,
    paused_on date,
    pause_reason text COLLATE "C",
    paused_days integer NOT NULL,
    left_at timestamp with time zone,
    left_by character varying(60) COLLATE "C",
    trigger character varying(40) COLLATE "C",
    reason text COLLATE "C",
    CONSTRAINT pk_step_record PRIMARY KEY (id)
);


CREATE TABLE stored_file (
    id uuid NOT NULL,
    name character varying(260) COLLATE "C" NOT NULL,
    content_type character varying(120) COLLATE "C" NOT NULL,
    size bigint NOT NULL,
    hash character varying(64) COLLATE "C" NOT NULL,
    by character varying(60) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    division bigint NOT NULL,
    purpose character varying(40) COLLATE "C" NOT NULL,
    expires_at timestamp with time zone,
    CONSTRAINT pk_stored_file PRIMARY KEY (id)
);


CREATE TABLE truth_row (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    at_risk boolean NOT NULL,
    risk character varying(40) COLLATE "C" NOT NULL,
    since date NOT NULL,
    reason text COLLATE "C" NOT NULL,
    rules text COLLATE "C" NOT NULL,
    nature character varying(40) COLLATE "C" NOT NULL,
    CONSTRAINT pk_truth_row PRIMARY KEY (id)
);


CREATE TABLE unmatched_row (
    id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    feed character varying(40) COLLATE "C" NOT NULL,
    department character varying(40) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    row_number integer NOT NULL,
    reason character varying(200) COLLATE "C" NOT NULL,
    name character varying(120) COLLATE "C" NOT NULL,
    citizen_id_sealed bytea,
    citizen_id_index bytea,
    in_part boolean NOT NULL,
    row_sealed bytea NOT NULL,
    candidates text COLLATE "C",
    state character varying(40) COLLATE "C" NOT NULL,
    person_id uuid,
    decided_by character varying(140) COLLATE "C",
    decided_at timestamp with time zone,
    note text COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_unmatched_row PRIMARY KEY (id)
);


CREATE TABLE village_count (
    division bigint NOT NULL,
    households integer NOT NULL,
    people integer NOT NULL,
    stamp uuid NOT NULL,
    cells text COLLATE "C" NOT NULL,
    CONSTRAINT pk_village_count PRIMARY KEY (division)
);


CREATE TABLE visit (
    id uuid NOT NULL,
    clue_id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    visited_on date NOT NULL,
    visitors character varying(200) COLLATE "C" NOT NULL,
    result character varying(40) COLLATE "C" NOT NULL,
    note text COLLATE "C" NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    form_key uuid NOT NULL,
    CONSTRAINT pk_visit PRIMARY KEY (id)
);


CREATE TABLE work_item (
    id uuid NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    title character varying(300) COLLATE "C" NOT NULL,
    link character varying(300) COLLATE "C" NOT NULL,
    subject uuid NOT NULL,
    division bigint NOT NULL,
    role character varying(40) COLLATE "C" NOT NULL,
    assignee uuid,
    created_by character varying(60) COLLATE "C" NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due date NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    closed_at timestamp with time zone,
    closed_by character varying(60) COLLATE "C",
    outcome text COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_work_item PRIMARY KEY (id)
);


CREATE UNIQUE INDEX ix_app_user_login ON app_user (login);


CREATE INDEX ix_attachment_household_id ON attachment (household_id);


CREATE INDEX ix_change_batch ON change (batch);


CREATE INDEX ix_change_object_id_at ON change (object_id, at);


CREATE INDEX ix_clue_division_state ON clue (division, state);


CREATE INDEX ix_clue_household_id ON clue (household_id);


CREATE UNIQUE INDEX ix_clue_open_key ON clue (open_key);


CREATE INDEX ix_clue_state_priority_id ON clue (state, priority, id);


CREATE UNIQUE INDEX ix_clue_hit_clue_id_fingerprint ON clue_hit (clue_id, fingerprint);


CREATE INDEX ix_clue_hit_household_id ON clue_hit (household_id);


CREATE INDEX ix_delivery_division_feed_at ON delivery (division, feed, at);


CREATE UNIQUE INDEX ix_delivery_division_feed_counting_hash ON delivery (division, feed, counting_hash);


CREATE INDEX ix_division_parent ON division (parent);


CREATE UNIQUE INDEX ix_feed_mapping_division_feed ON feed_mapping (division, feed);


CREATE INDEX ix_household_division_household_no ON household (division, household_no);


CREATE UNIQUE INDEX ix_household_household_no ON household (household_no);


CREATE INDEX ix_household_household_type_division ON household (household_type, division);


CREATE INDEX ix_household_member_count_id ON household (member_count, id);


CREATE INDEX ix_household_phone_index ON household (phone_index);


CREATE INDEX ix_household_risk_state_division ON household (risk_state, division);


CREATE INDEX ix_household_updated_at_id ON household (updated_at, id);


CREATE INDEX ix_household_tag_household_id ON household_tag (household_id);


CREATE INDEX ix_household_tag_value_division ON household_tag (value, division);


CREATE INDEX ix_import_batch_division_at ON import_batch (division, at);


CREATE UNIQUE INDEX ix_import_mapping_division_name ON import_mapping (division, name);


CREATE UNIQUE INDEX ix_income_year_household_id_year ON income_year (household_id, year);


CREATE INDEX ix_job_created_by_created_at ON job (created_by, created_at);


CREATE INDEX ix_job_state_not_before ON job (state, not_before);


CREATE UNIQUE INDEX ix_living_household_id ON living (household_id);


CREATE INDEX ix_measure_household_id ON measure (household_id);


CREATE INDEX ix_membership_household_id ON membership (household_id);


CREATE INDEX ix_membership_person_id_from ON membership (person_id, "from");


CREATE UNIQUE INDEX ix_parameter_key_dimension_division_valid_from ON parameter (key, dimension, division, valid_from);


CREATE INDEX ix_person_citizen_id_index ON person (citizen_id_index);


CREATE INDEX ix_person_citizen_id_tail_division ON person (citizen_id_tail, division);


CREATE INDEX ix_person_division_state ON person (division, state);


CREATE INDEX ix_person_household_id ON person (household_id);


CREATE INDEX ix_person_initials_division ON person (initials, division);


CREATE INDEX ix_person_name_division ON person (name, division);


CREATE INDEX ix_person_phone_index ON person (phone_index);


CREATE INDEX ix_person_pinyin_division ON person (pinyin, division);


CREATE UNIQUE INDEX ix_rule_switch_division_rule_id ON rule_switch (division, rule_id);


CREATE INDEX ix_run_count_run_id_rule_id ON run_count (run_id, rule_id);


CREATE INDEX ix_screening_run_division_is_back_test_month_at ON screening_run (division, is_back_test, month, at);


CREATE UNIQUE INDEX ix_screening_schedule_division ON screening_schedule (division);


CREATE INDEX ix_step_record_process_step_left_at_due ON step_record (process, step, left_at, due);


CREATE INDEX ix_step_record_subject_entered_at ON step_record (subject, entered_at);


CREATE INDEX ix_stored_file_by_at ON stored_file (by, at);


CREATE INDEX ix_truth_row_household_id ON truth_row (household_id);


CREATE INDEX ix_unmatched_row_citizen_id_index ON unmatched_row (citizen_id_index);


CREATE INDEX ix_unmatched_row_delivery_id_state ON unmatched_row (delivery_id, state);


CREATE INDEX ix_unmatched_row_division_state_id ON unmatched_row (division, state, id);


CREATE INDEX ix_visit_clue_id ON visit (clue_id);


CREATE UNIQUE INDEX ix_visit_form_key ON visit (form_key);


CREATE INDEX ix_visit_household_id ON visit (household_id);


CREATE INDEX ix_work_item_role_state_division_due ON work_item (role, state, division, due);


CREATE INDEX ix_work_item_subject ON work_item (subject);


