CREATE TABLE access_grant (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    user_name character varying(60) COLLATE "C" NOT NULL,
    role character varying(40) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    department character varying(40) COLLATE "C",
    "from" date NOT NULL,
    "to" date NOT NULL,
    for_id uuid,
    for_name character varying(60) COLLATE "C",
    reason character varying(200) COLLATE "C" NOT NULL,
    given_by character varying(200) COLLATE "C" NOT NULL,
    given_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    revoked_by character varying(200) COLLATE "C",
    revoke_reason character varying(200) COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_access_grant PRIMARY KEY (id)
);


CREATE TABLE act_request (
    id uuid NOT NULL,
    key character varying(60) COLLATE "C" NOT NULL,
    title character varying(200) COLLATE "C" NOT NULL,
    permission character varying(60) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    department character varying(40) COLLATE "C",
    rows integer NOT NULL,
    why text COLLATE "C" NOT NULL,
    payload_sealed bytea NOT NULL,
    preview_sealed bytea NOT NULL,
    digest bytea NOT NULL,
    asked_by_id uuid NOT NULL,
    asked_by character varying(200) COLLATE "C" NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    barred character varying(160) COLLATE "C" NOT NULL,
    due date NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    decided_by_id uuid,
    decided_by character varying(200) COLLATE "C",
    decided_at timestamp with time zone,
    decision text COLLATE "C",
    outcome text COLLATE "C",
    link text COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_act_request PRIMARY KEY (id)
);


CREATE TABLE app_user (
    id uuid NOT NULL,
    login character varying(60) COLLATE "C" NOT NULL,
    name character varying(60) COLLATE "C" NOT NULL,
    role character varying(40) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    department character varying(40) COLLATE "C",
    password_hash text COLLATE "C" NOT NULL,
    password_given_at timestamp with time zone,
    password_changed_at timestamp with time zone,
    disabled boolean NOT NULL,
    failed_sign_ins integer NOT NULL,
    locked_until timestamp with time zone,
    authenticator_key_sealed bytea,
    second_factor_at timestamp with time zone,
    last_code_step bigint NOT NULL,
    recovery_codes text COLLATE "C",
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
    subject uuid,
    by text COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_attachment PRIMARY KEY (id)
);


CREATE TABLE audit_event (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    by character varying(200) COLLATE "C" NOT NULL,
    login character varying(60) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    what text COLLATE "C" NOT NULL,
    why text COLLATE "C",
    object character varying(60) COLLATE "C",
    object_id uuid,
    address character varying(60) COLLATE "C",
    count integer NOT NULL,
    content bytea,
    detail_sealed bytea,
    chain bigint,
    suite character varying(10) COLLATE "C" NOT NULL,
    hash bytea,
    CONSTRAINT pk_audit_event PRIMARY KEY (id)
);


CREATE TABLE audit_finding (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    whole boolean NOT NULL,
    events bigint NOT NULL,
    words text COLLATE "C" NOT NULL,
    CONSTRAINT pk_audit_finding PRIMARY KEY (id)
);


CREATE TABLE authorisation (
    id uuid NOT NULL,
    case_id uuid,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    form_key uuid NOT NULL,
    kind character varying(20) COLLATE "C" NOT NULL,
    number character varying(60) COLLATE "C" NOT NULL,
    signed_on date NOT NULL,
    valid_until date NOT NULL,
    signers text COLLATE "C" NOT NULL,
    covers text COLLATE "C",
    missing_why text COLLATE "C",
    scan_id uuid,
    revoked_on date,
    revoked_why text COLLATE "C",
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_authorisation PRIMARY KEY (id)
);


CREATE TABLE backup_drill (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    good boolean NOT NULL,
    part character varying(160) COLLATE "C" NOT NULL,
    restore_seconds double precision NOT NULL,
    check_seconds double precision NOT NULL,
    rows bigint NOT NULL,
    words character varying(600) COLLATE "C" NOT NULL,
    CONSTRAINT pk_backup_drill PRIMARY KEY (id)
);


CREATE TABLE backup_turn (
    id integer NOT NULL,
    held_by character varying(160) COLLATE "C",
    held_until timestamp with time zone,
    good_at timestamp with time zone,
    good_part character varying(160) COLLATE "C",
    failed_at timestamp with time zone,
    failure character varying(400) COLLATE "C",
    CONSTRAINT pk_backup_turn PRIMARY KEY (id)
);


CREATE TABLE barrier_conversion (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    person_id uuid NOT NULL,
    division bigint NOT NULL,
    name character varying(120) COLLATE "C" NOT NULL,
    disability character varying(40) COLLATE "C" NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    works character varying(200) COLLATE "C" NOT NULL,
    applied_on date,
    approved_on date,
    done_on date,
    accepted_on date,
    amount bigint,
    note text COLLATE "C",
    photos text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_barrier_conversion PRIMARY KEY (id)
);


CREATE TABLE benefit (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    person_id uuid NOT NULL,
    division bigint NOT NULL,
    name character varying(120) COLLATE "C" NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    year integer NOT NULL,
    first_month integer NOT NULL,
    last_month integer NOT NULL,
    times integer NOT NULL,
    amount bigint NOT NULL,
    detail text COLLATE "C" NOT NULL,
    is_current boolean NOT NULL,
    source character varying(40) COLLATE "C" NOT NULL,
    CONSTRAINT pk_benefit PRIMARY KEY (id)
);


CREATE TABLE calendar_day (
    day date NOT NULL,
    is_workday boolean NOT NULL,
    CONSTRAINT pk_calendar_day PRIMARY KEY (day)
);


CREATE TABLE campaign (
    id uuid NOT NULL,
    form_key uuid NOT NULL,
    title character varying(120) COLLATE "C" NOT NULL,
    basis character varying(200) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    "from" date NOT NULL,
    "to" date NOT NULL,
    choice character varying(40) COLLATE "C" NOT NULL,
    chosen character varying(120) COLLATE "C" NOT NULL,
    places text COLLATE "C" NOT NULL,
    task character varying(40) COLLATE "C" NOT NULL,
    round_id uuid,
    checklist text COLLATE "C" NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    closed_on date,
    summary text COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_campaign PRIMARY KEY (id)
);


CREATE TABLE campaign_object (
    id uuid NOT NULL,
    campaign_id uuid NOT NULL,
    household_id uuid NOT NULL,
    household_no character varying(40) COLLATE "C" NOT NULL,
    name character varying(120) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    done_on date,
    visitors character varying(200) COLLATE "C",
    words character varying(1000) COLLATE "C",
    by character varying(140) COLLATE "C",
    problem character varying(1000) COLLATE "C",
    mended_on date,
    mended character varying(600) COLLATE "C",
    tried_on date,
    version integer NOT NULL,
    CONSTRAINT pk_campaign_object PRIMARY KEY (id)
);


CREATE TABLE case_act (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    division bigint NOT NULL,
    step_id uuid NOT NULL,
    form_key uuid NOT NULL,
    "from" character varying(40) COLLATE "C" NOT NULL,
    trigger character varying(40) COLLATE "C" NOT NULL,
    "to" character varying(40) COLLATE "C" NOT NULL,
    words text COLLATE "C",
    category character varying(20) COLLATE "C",
    risks text COLLATE "C",
    by character varying(140) COLLATE "C" NOT NULL,
    by_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_case_act PRIMARY KEY (id)
);


CREATE TABLE case_doubt (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    division bigint NOT NULL,
    form_key uuid NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    words text COLLATE "C" NOT NULL,
    source character varying(40) COLLATE "C" NOT NULL,
    clue_id uuid,
    query_id uuid,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    conclusion character varying(40) COLLATE "C",
    evidence text COLLATE "C",
    concluded_by character varying(140) COLLATE "C",
    concluded_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_case_doubt PRIMARY KEY (id)
);


CREATE TABLE case_visit (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    division bigint NOT NULL,
    step_id uuid NOT NULL,
    form_key uuid NOT NULL,
    visited_on date NOT NULL,
    visitors character varying(300) COLLATE "C" NOT NULL,
    has_risk boolean NOT NULL,
    risks text COLLATE "C",
    category text COLLATE "C",
    income_finding text COLLATE "C" NOT NULL,
    self_pay_finding text COLLATE "C" NOT NULL,
    problem_finding text COLLATE "C" NOT NULL,
    coping_finding text COLLATE "C" NOT NULL,
    cannot_cope boolean NOT NULL,
    income_fell boolean NOT NULL,
    spending_hard boolean NOT NULL,
    guarantee_gap boolean NOT NULL,
    house_problem boolean,
    school_problem boolean,
    water_problem boolean,
    insurance_problem boolean,
    main_problems character varying(120) COLLATE "C",
    wage bigint,
    business bigint,
    property bigint,
    transfer bigint,
    business_cost bigint,
    insurance_claim bigint,
    compliant_self_pay bigint,
    by character varying(140) COLLATE "C" NOT NULL,
    by_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_case_visit PRIMARY KEY (id)
);


CREATE TABLE change (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    by character varying(200) COLLATE "C" NOT NULL,
    what character varying(100) COLLATE "C" NOT NULL,
    why text COLLATE "C",
    evidence text COLLATE "C",
    batch uuid,
    set_id uuid NOT NULL,
    place integer NOT NULL,
    object character varying(60) COLLATE "C" NOT NULL,
    object_id uuid NOT NULL,
    division bigint NOT NULL,
    before text COLLATE "C",
    after text COLLATE "C",
    CONSTRAINT pk_change PRIMARY KEY (id)
);


CREATE TABLE clinic_blank (
    id uuid NOT NULL,
    division bigint NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    closed_by character varying(200) COLLATE "C",
    CONSTRAINT pk_clinic_blank PRIMARY KEY (id)
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
    channels character varying(80) COLLATE "C" NOT NULL,
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


CREATE TABLE clue_source (
    id uuid NOT NULL,
    clue_id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    channel character varying(40) COLLATE "C" NOT NULL,
    source character varying(60) COLLATE "C" NOT NULL,
    number character varying(80) COLLATE "C",
    link character varying(200) COLLATE "C",
    origin uuid NOT NULL,
    "on" date NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_clue_source PRIMARY KEY (id)
);


CREATE TABLE consent_gap (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    facts text COLLATE "C" NOT NULL,
    since date NOT NULL,
    CONSTRAINT pk_consent_gap PRIMARY KEY (id)
);


CREATE TABLE critical_case (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    person_id uuid NOT NULL,
    division bigint NOT NULL,
    name character varying(120) COLLATE "C" NOT NULL,
    disease character varying(40) COLLATE "C" NOT NULL,
    diagnosis_sealed bytea,
    diagnosed_on date NOT NULL,
    hospital character varying(120) COLLATE "C",
    state character varying(40) COLLATE "C" NOT NULL,
    care character varying(20) COLLATE "C",
    treated_on date,
    cost bigint,
    self_paid bigint,
    note_sealed bytea,
    source character varying(40) COLLATE "C" NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_critical_case PRIMARY KEY (id)
);


CREATE TABLE deleted_row (
    id uuid NOT NULL,
    table_name text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    CONSTRAINT pk_deleted_row PRIMARY KEY (id)
);


CREATE TABLE deletion_run (
    id uuid NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    rule text COLLATE "C" NOT NULL,
    before timestamp with time zone NOT NULL,
    division bigint NOT NULL,
    found_at timestamp with time zone NOT NULL,
    count integer NOT NULL,
    ids bytea NOT NULL,
    digest character varying(64) COLLATE "C" NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    asked_by character varying(200) COLLATE "C",
    confirmed_by character varying(200) COLLATE "C",
    why text COLLATE "C",
    ended_at timestamp with time zone,
    CONSTRAINT pk_deletion_run PRIMARY KEY (id)
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


CREATE TABLE democratic_review (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    division bigint NOT NULL,
    step_id uuid NOT NULL,
    form_key uuid NOT NULL,
    held_on date NOT NULL,
    place character varying(100) COLLATE "C" NOT NULL,
    chair character varying(60) COLLATE "C" NOT NULL,
    recorder character varying(60) COLLATE "C" NOT NULL,
    expected integer NOT NULL,
    present integer NOT NULL,
    "for" integer NOT NULL,
    against integer NOT NULL,
    abstained integer NOT NULL,
    passed boolean NOT NULL,
    minutes text COLLATE "C" NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_democratic_review PRIMARY KEY (id)
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


CREATE TABLE doctor_contract (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    person_id uuid NOT NULL,
    division bigint NOT NULL,
    name character varying(120) COLLATE "C" NOT NULL,
    diseases character varying(80) COLLATE "C" NOT NULL,
    signed_on date,
    expires_on date,
    doctor character varying(60) COLLATE "C",
    institution character varying(120) COLLATE "C",
    package character varying(120) COLLATE "C",
    served_on date,
    followed_on date,
    state character varying(20) COLLATE "C" NOT NULL,
    CONSTRAINT pk_doctor_contract PRIMARY KEY (id)
);


CREATE TABLE doubt_act (
    id uuid NOT NULL,
    doubt_id uuid NOT NULL,
    division bigint NOT NULL,
    what character varying(20) COLLATE "C" NOT NULL,
    words character varying(400) COLLATE "C" NOT NULL,
    until date,
    by character varying(140) COLLATE "C" NOT NULL,
    by_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_doubt_act PRIMARY KEY (id)
);


CREATE TABLE dropout_order (
    id uuid NOT NULL,
    gap_id uuid NOT NULL,
    household_id uuid NOT NULL,
    person_id uuid NOT NULL,
    division bigint NOT NULL,
    child_name character varying(120) COLLATE "C" NOT NULL,
    opened_on date NOT NULL,
    verify_by date NOT NULL,
    persuade_by date NOT NULL,
    settle_by date NOT NULL,
    education_duty character varying(120) COLLATE "C",
    administration_duty character varying(120) COLLATE "C",
    closed_on date,
    outcome character varying(40) COLLATE "C",
    outcome_words character varying(400) COLLATE "C",
    look_again_on date,
    looked_on date,
    still_there boolean,
    version integer NOT NULL,
    CONSTRAINT pk_dropout_order PRIMARY KEY (id)
);


CREATE TABLE dropout_talk (
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    "on" date NOT NULL,
    words character varying(400) COLLATE "C" NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    CONSTRAINT pk_dropout_talk PRIMARY KEY (id)
);


CREATE TABLE export_record (
    id uuid NOT NULL,
    number integer NOT NULL,
    title character varying(120) COLLATE "C" NOT NULL,
    file_name character varying(260) COLLATE "C" NOT NULL,
    purpose character varying(200) COLLATE "C" NOT NULL,
    revealed boolean NOT NULL,
    by_id uuid NOT NULL,
    by character varying(200) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    division bigint NOT NULL,
    rows integer NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    hash character varying(64) COLLATE "C",
    file_id uuid,
    downloads integer NOT NULL,
    most_downloads integer NOT NULL,
    expires_at timestamp with time zone,
    deleted_at timestamp with time zone,
    salt_sealed bytea NOT NULL,
    prints bytea NOT NULL,
    CONSTRAINT pk_export_record PRIMARY KEY (id)
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


CREATE TABLE first_help (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    division bigint NOT NULL,
    form_key uuid NOT NULL,
    given_on date NOT NULL,
    what text COLLATE "C" NOT NULL,
    amount bigint,
    unit character varying(100) COLLATE "C" NOT NULL,
    by text COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_first_help PRIMARY KEY (id)
);


CREATE TABLE foreign_identity (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    issuer character varying(200) COLLATE "C" NOT NULL,
    subject character varying(255) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_foreign_identity PRIMARY KEY (id)
);


CREATE TABLE guarantee_gap (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    person_id uuid,
    division bigint NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    name character varying(120) COLLATE "C" NOT NULL,
    words character varying(400) COLLATE "C" NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    closed_by character varying(400) COLLATE "C",
    CONSTRAINT pk_guarantee_gap PRIMARY KEY (id)
);


CREATE TABLE guarantee_proof (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    person_id uuid,
    division bigint NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    proved_on date NOT NULL,
    passed boolean NOT NULL,
    value character varying(60) COLLATE "C" NOT NULL,
    number integer,
    source character varying(60) COLLATE "C" NOT NULL,
    note character varying(400) COLLATE "C",
    attachment_id uuid,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_guarantee_proof PRIMARY KEY (id)
);


CREATE TABLE help_plan (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    unit character varying(120) COLLATE "C" NOT NULL,
    cadre character varying(60) COLLATE "C" NOT NULL,
    goal text COLLATE "C" NOT NULL,
    start date NOT NULL,
    "end" date,
    closed_on date,
    close_reason text COLLATE "C",
    made_by text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_help_plan PRIMARY KEY (id)
);


CREATE TABLE help_visit (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    visited_on date NOT NULL,
    result character varying(40) COLLATE "C" NOT NULL,
    visitors character varying(200) COLLATE "C" NOT NULL,
    findings text COLLATE "C" NOT NULL,
    school_problem boolean,
    medical_problem boolean,
    house_problem boolean,
    water_problem boolean,
    new_risks character varying(120) COLLATE "C",
    next_step text COLLATE "C",
    next_on date,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    form_key uuid NOT NULL,
    CONSTRAINT pk_help_visit PRIMARY KEY (id)
);


CREATE TABLE history_entry (
    id uuid NOT NULL,
    division bigint NOT NULL,
    household_no character varying(40) COLLATE "C" NOT NULL,
    name character varying(60) COLLATE "C" NOT NULL,
    citizen_id_sealed bytea,
    citizen_id_index bytea,
    identified_year integer,
    exited_year integer,
    left_out boolean NOT NULL,
    left_year integer,
    left_why character varying(200) COLLATE "C",
    replaces uuid,
    why character varying(400) COLLATE "C",
    source character varying(60) COLLATE "C" NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_history_entry PRIMARY KEY (id)
);


CREATE TABLE house_finding (
    id uuid NOT NULL,
    round_id uuid NOT NULL,
    household_id uuid NOT NULL,
    household_no character varying(40) COLLATE "C" NOT NULL,
    head_name character varying(120) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    inspected_on date NOT NULL,
    inspectors character varying(200) COLLATE "C" NOT NULL,
    grade character varying(20) COLLATE "C" NOT NULL,
    before character varying(20) COLLATE "C",
    seen character varying(200) COLLATE "C" NOT NULL,
    self_built boolean NOT NULL,
    for_trade boolean NOT NULL,
    note character varying(500) COLLATE "C",
    form_key uuid NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_house_finding PRIMARY KEY (id)
);


CREATE TABLE house_hazard (
    id uuid NOT NULL,
    finding_id uuid NOT NULL,
    household_id uuid NOT NULL,
    household_no character varying(40) COLLATE "C" NOT NULL,
    head_name character varying(120) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    grade character varying(20) COLLATE "C" NOT NULL,
    seen character varying(200) COLLATE "C" NOT NULL,
    self_built boolean NOT NULL,
    measure character varying(40) COLLATE "C" NOT NULL,
    responsible character varying(60) COLLATE "C" NOT NULL,
    found_on date NOT NULL,
    due date NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    mended_on date,
    mended_words character varying(400) COLLATE "C",
    mended_by character varying(140) COLLATE "C",
    accepted_on date,
    accepted_by character varying(140) COLLATE "C",
    accepted_words character varying(400) COLLATE "C",
    grade_after character varying(20) COLLATE "C",
    returns integer NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_house_hazard PRIMARY KEY (id)
);


CREATE TABLE house_round (
    id uuid NOT NULL,
    form_key uuid NOT NULL,
    title character varying(120) COLLATE "C" NOT NULL,
    kind character varying(20) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    target character varying(80) COLLATE "C" NOT NULL,
    "from" date NOT NULL,
    "to" date NOT NULL,
    inspectors character varying(200) COLLATE "C" NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    closed_on date,
    version integer NOT NULL,
    CONSTRAINT pk_house_round PRIMARY KEY (id)
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
    identify_standard text COLLATE "C",
    exited_year integer,
    first_entered_month integer,
    bank_name text COLLATE "C",
    bank_account_sealed bytea,
    bank_account_index bytea,
    filler_name text COLLATE "C",
    filler_phone_sealed bytea,
    filler_phone_index bytea,
    fill_date date,
    report_state text COLLATE "C",
    traits bigint NOT NULL,
    present integer NOT NULL,
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
    kind character varying(10) COLLATE "C" NOT NULL,
    value character varying(40) COLLATE "C" NOT NULL,
    "from" date NOT NULL,
    "to" date,
    source character varying(100) COLLATE "C",
    CONSTRAINT pk_household_tag PRIMARY KEY (id)
);


CREATE TABLE identification_case (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    household_no character varying(40) COLLATE "C" NOT NULL,
    head_name character varying(120) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    clue_id uuid,
    channel character varying(20) COLLATE "C" NOT NULL,
    applicant text COLLATE "C" NOT NULL,
    proxy text COLLATE "C",
    problem text COLLATE "C" NOT NULL,
    discovered_on date NOT NULL,
    opened_on date NOT NULL,
    period character varying(20) COLLATE "C" NOT NULL,
    emergency text COLLATE "C",
    formalities_due date,
    step character varying(40) COLLATE "C" NOT NULL,
    open_step uuid NOT NULL,
    step_due date,
    total_due date,
    open_key character varying(32) COLLATE "C",
    category text COLLATE "C",
    risks text COLLATE "C",
    refused_by uuid,
    closed_on date,
    form_key uuid NOT NULL,
    opened_by text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_identification_case PRIMARY KEY (id)
);


CREATE TABLE impact_assessment (
    id uuid NOT NULL,
    division bigint NOT NULL,
    title character varying(120) COLLATE "C" NOT NULL,
    occasion character varying(60) COLLATE "C" NOT NULL,
    level character varying(40) COLLATE "C" NOT NULL,
    findings character varying(2000) COLLATE "C" NOT NULL,
    steps character varying(2000) COLLATE "C" NOT NULL,
    done_on date NOT NULL,
    next_on date NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_impact_assessment PRIMARY KEY (id)
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


CREATE TABLE income_record (
    id uuid NOT NULL,
    division bigint NOT NULL,
    "group" character varying(20) COLLATE "C" NOT NULL,
    year integer NOT NULL,
    per_head bigint NOT NULL,
    households integer,
    people integer,
    basis character varying(200) COLLATE "C",
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_income_record PRIMARY KEY (id)
);


CREATE TABLE income_year (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    year integer NOT NULL,
    period_start date,
    period_end date,
    wage bigint,
    wage_labour bigint,
    wage_industry_post bigint,
    wage_township_post bigint,
    wage_village_post bigint,
    wage_gathering bigint,
    business bigint,
    business_crops bigint,
    business_livestock bigint,
    business_fruit bigint,
    business_other bigint,
    property bigint,
    property_dividend bigint,
    property_land bigint,
    property_finance bigint,
    property_farming bigint,
    property_other bigint,
    transfer bigint,
    family_planning bigint,
    dibao_money bigint,
    tekun_money bigint,
    pension_money bigint,
    ecology_money bigint,
    transfer_other bigint,
    business_cost bigint,
    cost_crops bigint,
    cost_livestock bigint,
    cost_fruit bigint,
    cost_other bigint,
    gross bigint,
    net bigint,
    per_capita bigint,
    insurance_claim bigint,
    compliant_self_pay bigint,
    version integer NOT NULL,
    CONSTRAINT pk_income_year PRIMARY KEY (id)
);


CREATE TABLE indicator_alert (
    id uuid NOT NULL,
    key character varying(40) COLLATE "C" NOT NULL,
    by character varying(4) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    opened_on date NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    value character varying(60) COLLATE "C" NOT NULL,
    latest character varying(60) COLLATE "C" NOT NULL,
    line character varying(60) COLLATE "C" NOT NULL,
    closed_on date,
    closed_at timestamp with time zone,
    CONSTRAINT pk_indicator_alert PRIMARY KEY (id)
);


CREATE TABLE indicator_run (
    id uuid NOT NULL,
    division bigint NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    is_whole boolean NOT NULL,
    times integer NOT NULL,
    CONSTRAINT pk_indicator_run PRIMARY KEY (id)
);


CREATE TABLE indicator_value (
    id uuid NOT NULL,
    key character varying(40) COLLATE "C" NOT NULL,
    by character varying(4) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    from_day date NOT NULL,
    below_day date NOT NULL,
    at timestamp with time zone NOT NULL,
    numerator bigint NOT NULL,
    denominator bigint NOT NULL,
    numerator_rows uuid,
    denominator_rows uuid,
    version uuid NOT NULL,
    CONSTRAINT pk_indicator_value PRIMARY KEY (id)
);


CREATE TABLE indicator_version (
    id uuid NOT NULL,
    key character varying(40) COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_indicator_version PRIMARY KEY (id)
);


CREATE TABLE insurance_year (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    person_id uuid NOT NULL,
    division bigint NOT NULL,
    name character varying(120) COLLATE "C" NOT NULL,
    year integer NOT NULL,
    is_insured boolean,
    scheme character varying(40) COLLATE "C",
    subsidy bigint NOT NULL,
    reimbursed bigint NOT NULL,
    aid bigint NOT NULL,
    settlements integer NOT NULL,
    CONSTRAINT pk_insurance_year PRIMARY KEY (id)
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


CREATE TABLE joint_attendee (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    division bigint NOT NULL,
    unit character varying(60) COLLATE "C" NOT NULL,
    names character varying(200) COLLATE "C" NOT NULL,
    CONSTRAINT pk_joint_attendee PRIMARY KEY (id)
);


CREATE TABLE joint_matter (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    session_title character varying(120) COLLATE "C" NOT NULL,
    source character varying(40) COLLATE "C" NOT NULL,
    source_id uuid NOT NULL,
    household_id uuid,
    household_no character varying(40) COLLATE "C" NOT NULL,
    head_name character varying(120) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    risk character varying(40) COLLATE "C" NOT NULL,
    title character varying(300) COLLATE "C" NOT NULL,
    reason character varying(200) COLLATE "C" NOT NULL,
    link character varying(300) COLLATE "C" NOT NULL,
    step character varying(40) COLLATE "C" NOT NULL,
    conclusion character varying(40) COLLATE "C",
    words character varying(600) COLLATE "C",
    unit character varying(60) COLLATE "C",
    unit_role character varying(40) COLLATE "C",
    concluded_on date,
    due date,
    feedback character varying(1000) COLLATE "C",
    feedback_on date,
    ended_on date,
    version integer NOT NULL,
    CONSTRAINT pk_joint_matter PRIMARY KEY (id)
);


CREATE TABLE joint_session (
    id uuid NOT NULL,
    division bigint NOT NULL,
    title character varying(120) COLLATE "C" NOT NULL,
    regular_month integer,
    form_key uuid NOT NULL,
    held_on date NOT NULL,
    place character varying(80) COLLATE "C",
    chair character varying(60) COLLATE "C",
    recorder character varying(60) COLLATE "C",
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    closed_on date,
    summary text COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_joint_session PRIMARY KEY (id)
);


CREATE TABLE joint_topic (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    division bigint NOT NULL,
    number integer NOT NULL,
    words character varying(200) COLLATE "C" NOT NULL,
    outcome character varying(600) COLLATE "C",
    CONSTRAINT pk_joint_topic PRIMARY KEY (id)
);


CREATE TABLE kept_form (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    browser bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    content_sealed bytea NOT NULL,
    CONSTRAINT pk_kept_form PRIMARY KEY (id)
);


CREATE TABLE kept_rows (
    id uuid NOT NULL,
    division bigint NOT NULL,
    count integer NOT NULL,
    content bytea NOT NULL,
    content_sealed bytea,
    CONSTRAINT pk_kept_rows PRIMARY KEY (id)
);


CREATE TABLE ledger_burden (
    id uuid NOT NULL,
    ledger character varying(60) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    month integer NOT NULL,
    typed integer NOT NULL,
    prefilled integer NOT NULL,
    rows integer NOT NULL,
    CONSTRAINT pk_ledger_burden PRIMARY KEY (id)
);


CREATE TABLE ledger_definition (
    id uuid NOT NULL,
    key character varying(60) COLLATE "C" NOT NULL,
    version integer NOT NULL,
    county bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    effective_from date NOT NULL,
    retired boolean NOT NULL,
    by character varying(200) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    why character varying(400) COLLATE "C",
    CONSTRAINT pk_ledger_definition PRIMARY KEY (id)
);


CREATE TABLE ledger_delivery (
    id uuid NOT NULL,
    ledger character varying(60) COLLATE "C" NOT NULL,
    period integer NOT NULL,
    division bigint NOT NULL,
    file_name character varying(260) COLLATE "C" NOT NULL,
    hash character varying(64) COLLATE "C" NOT NULL,
    file_id uuid,
    job_id uuid,
    by_id uuid NOT NULL,
    by character varying(200) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    rows integer NOT NULL,
    added integer NOT NULL,
    changed integer NOT NULL,
    faulty integer NOT NULL,
    CONSTRAINT pk_ledger_delivery PRIMARY KEY (id)
);


CREATE TABLE ledger_due (
    id uuid NOT NULL,
    ledger character varying(60) COLLATE "C" NOT NULL,
    period integer NOT NULL,
    division bigint NOT NULL,
    title character varying(200) COLLATE "C" NOT NULL,
    role character varying(60) COLLATE "C" NOT NULL,
    department character varying(40) COLLATE "C",
    due date NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    outcome character varying(100) COLLATE "C",
    CONSTRAINT pk_ledger_due PRIMARY KEY (id)
);


CREATE TABLE ledger_freeze (
    id uuid NOT NULL,
    ledger character varying(60) COLLATE "C" NOT NULL,
    period integer NOT NULL,
    county bigint NOT NULL,
    why character varying(400) COLLATE "C" NOT NULL,
    by character varying(200) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    is_frozen boolean NOT NULL,
    CONSTRAINT pk_ledger_freeze PRIMARY KEY (id)
);


CREATE TABLE ledger_notice (
    id uuid NOT NULL,
    ledger character varying(60) COLLATE "C" NOT NULL,
    period integer NOT NULL,
    row_id uuid NOT NULL,
    division bigint NOT NULL,
    shown text COLLATE "C" NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    suspended_on date,
    evidence text COLLATE "C",
    by character varying(200) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_ledger_notice PRIMARY KEY (id)
);


CREATE TABLE ledger_objection (
    id uuid NOT NULL,
    notice_id uuid NOT NULL,
    division bigint NOT NULL,
    words_sealed bytea NOT NULL,
    by character varying(200) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    answer character varying(400) COLLATE "C",
    answered_by character varying(200) COLLATE "C",
    answered_at timestamp with time zone,
    CONSTRAINT pk_ledger_objection PRIMARY KEY (id)
);


CREATE TABLE ledger_opening (
    id uuid NOT NULL,
    ledger character varying(60) COLLATE "C" NOT NULL,
    period integer NOT NULL,
    division bigint NOT NULL,
    until date NOT NULL,
    why character varying(400) COLLATE "C" NOT NULL,
    by character varying(200) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_ledger_opening PRIMARY KEY (id)
);


CREATE TABLE ledger_row (
    id uuid NOT NULL,
    ledger character varying(60) COLLATE "C" NOT NULL,
    definition_version integer NOT NULL,
    period integer NOT NULL,
    division bigint NOT NULL,
    household_id uuid,
    person_id uuid,
    state character varying(40) COLLATE "C" NOT NULL,
    level integer NOT NULL,
    values text COLLATE "C" NOT NULL,
    values_sealed bytea,
    unique_key character varying(44) COLLATE "C",
    by character varying(200) COLLATE "C" NOT NULL,
    submitted_by uuid,
    words character varying(400) COLLATE "C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_ledger_row PRIMARY KEY (id)
);


CREATE TABLE ledger_token (
    token bigint NOT NULL,
    division bigint NOT NULL,
    row_id uuid NOT NULL,
    CONSTRAINT pk_ledger_token PRIMARY KEY (token, division, row_id)
);


CREATE TABLE legal_hold (
    id uuid NOT NULL,
    kind character varying(40) COLLATE "C",
    division bigint NOT NULL,
    why text COLLATE "C" NOT NULL,
    by character varying(200) COLLATE "C" NOT NULL,
    "from" timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT pk_legal_hold PRIMARY KEY (id)
);


CREATE TABLE letter (
    id uuid NOT NULL,
    form_key uuid NOT NULL,
    channel character varying(40) COLLATE "C" NOT NULL,
    source character varying(40) COLLATE "C" NOT NULL,
    number character varying(80) COLLATE "C",
    receipt character varying(12) COLLATE "C",
    received_on date NOT NULL,
    at timestamp with time zone NOT NULL,
    by character varying(60) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    name character varying(60) COLLATE "C" NOT NULL,
    citizen_id_sealed bytea,
    citizen_id_index bytea,
    phone_sealed bytea,
    phone_index bytea,
    proxy character varying(120) COLLATE "C",
    proxy_phone_sealed bytea,
    risks character varying(120) COLLATE "C" NOT NULL,
    words_sealed bytea NOT NULL,
    photo_id uuid,
    answer_by date,
    answered_on date,
    answered_by character varying(60) COLLATE "C",
    answer text COLLATE "C",
    state character varying(40) COLLATE "C" NOT NULL,
    household_id uuid,
    note text COLLATE "C",
    merged_into uuid,
    address_index bytea,
    batch uuid,
    version integer NOT NULL,
    CONSTRAINT pk_letter PRIMARY KEY (id)
);


CREATE TABLE living (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    farmland_mu numeric(18,4),
    irrigated_mu numeric(18,4),
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
    production_power boolean,
    tv boolean,
    in_coop boolean,
    led_by_enterprise boolean,
    led_by_pioneer boolean,
    industry_help text COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_living PRIMARY KEY (id)
);


CREATE TABLE loan_state (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    person_id uuid NOT NULL,
    name character varying(120) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    loan_no character varying(80) COLLATE "C" NOT NULL,
    month integer NOT NULL,
    as_of date NOT NULL,
    balance bigint NOT NULL,
    overdue_days integer NOT NULL,
    delivery_id uuid NOT NULL,
    CONSTRAINT pk_loan_state PRIMARY KEY (id)
);


CREATE TABLE low_income_pool (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    household_no character varying(40) COLLATE "C" NOT NULL,
    head_name character varying(120) COLLATE "C" NOT NULL,
    layer character varying(40) COLLATE "C" NOT NULL,
    supported integer NOT NULL,
    members integer NOT NULL,
    household_type character varying(40) COLLATE "C" NOT NULL,
    risk_state character varying(40) COLLATE "C" NOT NULL,
    move character varying(40) COLLATE "C" NOT NULL,
    former_layer character varying(40) COLLATE "C",
    per_capita bigint,
    income_year integer,
    reckoned character varying(40) COLLATE "C",
    differences character varying(200) COLLATE "C" NOT NULL,
    CONSTRAINT pk_low_income_pool PRIMARY KEY (id)
);


CREATE TABLE matter_note (
    id uuid NOT NULL,
    matter_id uuid NOT NULL,
    division bigint NOT NULL,
    what character varying(20) COLLATE "C" NOT NULL,
    words character varying(1000) COLLATE "C" NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_matter_note PRIMARY KEY (id)
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
    progress character varying(40) COLLATE "C" NOT NULL,
    stop_reason text COLLATE "C",
    risk text COLLATE "C",
    person_id uuid,
    effect text COLLATE "C",
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


CREATE TABLE monitor_income (
    id uuid NOT NULL,
    wage bigint,
    business bigint,
    property bigint,
    transfer bigint,
    business_cost bigint,
    net bigint,
    per_capita bigint,
    insurance_claim bigint,
    compliant_self_pay bigint,
    reference_total bigint,
    reference_per_capita bigint,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    phase character varying(10) COLLATE "C" NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_monitor_income PRIMARY KEY (id)
);


CREATE TABLE node_beat (
    id uuid NOT NULL,
    name character varying(160) COLLATE "C" NOT NULL,
    version character varying(80) COLLATE "C" NOT NULL,
    works boolean NOT NULL,
    serves boolean NOT NULL,
    started_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_node_beat PRIMARY KEY (id)
);


CREATE TABLE own_report (
    id uuid NOT NULL,
    title character varying(60) COLLATE "C" NOT NULL,
    query text COLLATE "C" NOT NULL,
    owner_id uuid NOT NULL,
    owner character varying(200) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    department character varying(60) COLLATE "C",
    shared boolean NOT NULL,
    every character varying(40) COLLATE "C" NOT NULL,
    purpose character varying(100) COLLATE "C",
    at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_own_report PRIMARY KEY (id)
);


CREATE TABLE own_run (
    id uuid NOT NULL,
    report_id uuid NOT NULL,
    period integer NOT NULL,
    division bigint NOT NULL,
    job_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_own_run PRIMARY KEY (id)
);


CREATE TABLE pairing (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    cadre character varying(60) COLLATE "C" NOT NULL,
    unit character varying(120) COLLATE "C" NOT NULL,
    "from" date NOT NULL,
    "to" date,
    end_reason text COLLATE "C",
    CONSTRAINT pk_pairing PRIMARY KEY (id)
);


CREATE TABLE paper_copy (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    code character varying(40) COLLATE "C" NOT NULL,
    title character varying(120) COLLATE "C" NOT NULL,
    subject uuid,
    template_version character varying(12) COLLATE "C" NOT NULL,
    file_id uuid NOT NULL,
    hash character varying(64) COLLATE "C" NOT NULL,
    data_id uuid NOT NULL,
    purpose text COLLATE "C",
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    signed_file_id uuid,
    signed_name character varying(260) COLLATE "C",
    signed_hash character varying(64) COLLATE "C",
    signed_on date,
    signed_by character varying(140) COLLATE "C",
    signed_at timestamp with time zone,
    void_why text COLLATE "C",
    void_by character varying(140) COLLATE "C",
    void_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_paper_copy PRIMARY KEY (id)
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
    work_industry text COLLATE "C",
    work_channel text COLLATE "C",
    is_point_to_point boolean,
    works_abroad boolean,
    work_from_month integer,
    work_to_month integer,
    med_resident boolean,
    med_employee boolean,
    med_critical boolean,
    med_commercial boolean,
    medical_aid boolean,
    other_health_aid boolean,
    accident_subsidy boolean,
    pension_resident boolean,
    pension_employee boolean,
    dibao text COLLATE "C",
    tekun text COLLATE "C",
    public_post text COLLATE "C",
    public_post_months integer,
    is_relocated boolean,
    unemployed_reason text COLLATE "C",
    speaks_mandarin boolean,
    phone_sealed bytea,
    phone_index bytea,
    state character varying(40) COLLATE "C" NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id)
);


CREATE TABLE plan_line (
    id uuid NOT NULL,
    plan_id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    words character varying(400) COLLATE "C" NOT NULL,
    responsible character varying(60) COLLATE "C",
    due date,
    done_on date,
    effect text COLLATE "C",
    CONSTRAINT pk_plan_line PRIMARY KEY (id)
);


CREATE TABLE policy_match (
    id uuid NOT NULL,
    policy_key character varying(40) COLLATE "C" NOT NULL,
    household_id uuid NOT NULL,
    person_id uuid,
    division bigint NOT NULL,
    name character varying(120) COLLATE "C" NOT NULL,
    receives boolean NOT NULL,
    since date NOT NULL,
    CONSTRAINT pk_policy_match PRIMARY KEY (id)
);


CREATE TABLE proof_reading (
    id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    division bigint NOT NULL,
    taken integer NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_proof_reading PRIMARY KEY (id)
);


CREATE TABLE public_notice (
    id uuid NOT NULL,
    kind character varying(20) COLLATE "C" NOT NULL,
    subject uuid NOT NULL,
    link character varying(200) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    name character varying(8) NOT NULL,
    category character varying(20) NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    suspended_on date,
    closed_on date,
    version integer NOT NULL,
    CONSTRAINT pk_public_notice PRIMARY KEY (id)
);


CREATE TABLE quality_doubt (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    household_no character varying(40) COLLATE "C" NOT NULL,
    head_name character varying(120) COLLATE "C" NOT NULL,
    person_id uuid,
    division bigint NOT NULL,
    rule_id character varying(40) COLLATE "C" NOT NULL,
    title character varying(200) COLLATE "C" NOT NULL,
    severity character varying(4) COLLATE "C" NOT NULL,
    fix character varying(100) COLLATE "C" NOT NULL,
    fingerprint character varying(32) COLLATE "C" NOT NULL,
    content_sealed bytea NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    found_on date NOT NULL,
    found_month integer NOT NULL,
    closed_on date,
    closed_month integer,
    closed_why character varying(40) COLLATE "C",
    exempt_until date,
    asked_by uuid,
    open_key character varying(120) COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_quality_doubt PRIMARY KEY (id)
);


CREATE TABLE quality_run_done (
    id uuid NOT NULL,
    division bigint NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    opened integer NOT NULL,
    closed integer NOT NULL,
    CONSTRAINT pk_quality_run_done PRIMARY KEY (id)
);


CREATE TABLE recheck (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    head_name character varying(120) COLLATE "C" NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    due date NOT NULL,
    done_on date,
    result character varying(40) COLLATE "C",
    words character varying(400) COLLATE "C",
    by character varying(140) COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_recheck PRIMARY KEY (id)
);


CREATE TABLE referral (
    id uuid NOT NULL,
    form_key uuid NOT NULL,
    household_id uuid NOT NULL,
    person_id uuid NOT NULL,
    division bigint NOT NULL,
    household_no character varying(40) COLLATE "C" NOT NULL,
    applicant_name character varying(120) COLLATE "C" NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    department character varying(40) COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    origin character varying(40) COLLATE "C" NOT NULL,
    origin_link character varying(200) COLLATE "C",
    papers text COLLATE "C" NOT NULL,
    attachments text COLLATE "C" NOT NULL,
    sent_on date NOT NULL,
    sent_by character varying(140) COLLATE "C" NOT NULL,
    sender_role character varying(40) COLLATE "C" NOT NULL,
    due date NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    answered_on date,
    answered_by character varying(140) COLLATE "C",
    answer text COLLATE "C",
    amount bigint,
    measure_id uuid,
    version integer NOT NULL,
    CONSTRAINT pk_referral PRIMARY KEY (id)
);


CREATE TABLE refused_query (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    division bigint NOT NULL,
    items text COLLATE "C" NOT NULL,
    words text COLLATE "C" NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_refused_query PRIMARY KEY (id)
);


CREATE TABLE relief_policy (
    id uuid NOT NULL,
    key character varying(40) COLLATE "C" NOT NULL,
    county bigint NOT NULL,
    title character varying(120) COLLATE "C" NOT NULL,
    track character varying(40) COLLATE "C" NOT NULL,
    benefit_names character varying(200) COLLATE "C" NOT NULL,
    department character varying(40) COLLATE "C" NOT NULL,
    basis character varying(400) COLLATE "C" NOT NULL,
    standard character varying(400) COLLATE "C",
    valid_from date NOT NULL,
    valid_to date,
    per_person boolean NOT NULL,
    fact character varying(40) COLLATE "C",
    "where" text COLLATE "C",
    "when" text COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_relief_policy PRIMARY KEY (id)
);


CREATE TABLE removal_case (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    household_no character varying(40) COLLATE "C" NOT NULL,
    head_name character varying(120) COLLATE "C" NOT NULL,
    kind character varying(20) COLLATE "C" NOT NULL,
    grounds text COLLATE "C" NOT NULL,
    started_on date NOT NULL,
    started_by character varying(140) COLLATE "C" NOT NULL,
    step character varying(40) COLLATE "C" NOT NULL,
    open_household uuid,
    visited_on date,
    visitors character varying(200) COLLATE "C",
    visit_words text COLLATE "C",
    per_capita bigint,
    present integer,
    in_favour integer,
    reviewed_on date,
    review_words text COLLATE "C",
    notice_from date,
    notice_until date,
    township_words text COLLATE "C",
    county_words text COLLATE "C",
    end_reason text COLLATE "C",
    evidence text COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_removal_case PRIMARY KEY (id)
);


CREATE TABLE report_entry (
    id uuid NOT NULL,
    table_id uuid NOT NULL,
    division bigint NOT NULL,
    sheet character varying(40) COLLATE "C" NOT NULL,
    origin character varying(12) COLLATE "C" NOT NULL,
    place bigint NOT NULL,
    value numeric(24,6),
    note character varying(400) COLLATE "C",
    by character varying(200) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_report_entry PRIMARY KEY (id)
);


CREATE TABLE report_figure (
    id uuid NOT NULL,
    table_id uuid NOT NULL,
    division bigint NOT NULL,
    ask character varying(420) COLLATE "C" NOT NULL,
    place bigint NOT NULL,
    value numeric(24,6),
    source character varying(120) COLLATE "C",
    rows integer NOT NULL,
    behind bytea,
    CONSTRAINT pk_report_figure PRIMARY KEY (id)
);


CREATE TABLE report_table (
    id uuid NOT NULL,
    key character varying(60) COLLATE "C" NOT NULL,
    template_version integer NOT NULL,
    title character varying(120) COLLATE "C" NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    period integer NOT NULL,
    division bigint NOT NULL,
    number integer NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    workbook bytea NOT NULL,
    cells text COLLATE "C" NOT NULL,
    drawn_by character varying(200) COLLATE "C" NOT NULL,
    drawn_at timestamp with time zone NOT NULL,
    reported_by character varying(200) COLLATE "C",
    reported_at timestamp with time zone,
    words character varying(400) COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_report_table PRIMARY KEY (id)
);


CREATE TABLE reveal_grant (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    session character varying(80) COLLATE "C" NOT NULL,
    record uuid NOT NULL,
    division bigint NOT NULL,
    purpose character varying(100) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    CONSTRAINT pk_reveal_grant PRIMARY KEY (id)
);


CREATE TABLE review_item (
    id uuid NOT NULL,
    run_id uuid NOT NULL,
    household_id uuid NOT NULL,
    household_no character varying(40) COLLATE "C" NOT NULL,
    head_name character varying(120) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    household_type character varying(40) COLLATE "C" NOT NULL,
    risk_state character varying(40) COLLATE "C" NOT NULL,
    due date NOT NULL,
    result character varying(40) COLLATE "C",
    words character varying(1000) COLLATE "C",
    visitors character varying(200) COLLATE "C",
    done_on date,
    by character varying(140) COLLATE "C",
    tried_on date,
    proposal character varying(40) COLLATE "C",
    proposal_state character varying(40) COLLATE "C",
    proposal_outcome character varying(600) COLLATE "C",
    proposal_on date,
    version integer NOT NULL,
    CONSTRAINT pk_review_item PRIMARY KEY (id)
);


CREATE TABLE review_plan (
    id uuid NOT NULL,
    form_key uuid NOT NULL,
    name character varying(80) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    cycle character varying(40) COLLATE "C" NOT NULL,
    every integer NOT NULL,
    month integer NOT NULL,
    day integer NOT NULL,
    target character varying(80) COLLATE "C" NOT NULL,
    types character varying(120) COLLATE "C" NOT NULL,
    places text COLLATE "C" NOT NULL,
    days integer NOT NULL,
    basis character varying(200) COLLATE "C" NOT NULL,
    "from" date NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    stopped_on date,
    version integer NOT NULL,
    CONSTRAINT pk_review_plan PRIMARY KEY (id)
);


CREATE TABLE review_run (
    id uuid NOT NULL,
    plan_id uuid NOT NULL,
    period date NOT NULL,
    title character varying(120) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    made_on date NOT NULL,
    due date NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    CONSTRAINT pk_review_run PRIMARY KEY (id)
);


CREATE TABLE risk_event (
    id uuid NOT NULL,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    change character varying(40) COLLATE "C" NOT NULL,
    "on" date NOT NULL,
    reason text COLLATE "C" NOT NULL,
    elimination_kind character varying(20) COLLATE "C",
    eliminated_month integer,
    people integer NOT NULL,
    measure_groups text COLLATE "C",
    by character varying(140) COLLATE "C" NOT NULL,
    CONSTRAINT pk_risk_event PRIMARY KEY (id)
);


CREATE TABLE role_definition (
    id uuid NOT NULL,
    key character varying(40) COLLATE "C" NOT NULL,
    title character varying(40) COLLATE "C" NOT NULL,
    office character varying(40) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    permissions character varying(4000) COLLATE "C" NOT NULL,
    classes character varying(60) COLLATE "C" NOT NULL,
    levels character varying(100) COLLATE "C" NOT NULL,
    one_department boolean NOT NULL,
    valid_from date NOT NULL,
    retired boolean NOT NULL,
    by character varying(200) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_role_definition PRIMARY KEY (id)
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


CREATE TABLE safeguard_check (
    id uuid NOT NULL,
    housing_problem boolean,
    dropout_problem boolean,
    water_problem boolean,
    uninsured_problem boolean,
    main_problems text COLLATE "C",
    can_cope boolean,
    household_id uuid NOT NULL,
    division bigint NOT NULL,
    phase character varying(10) COLLATE "C" NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_safeguard_check PRIMARY KEY (id)
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
    rows_left_out bigint NOT NULL,
    households_left_out integer NOT NULL,
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


CREATE TABLE seal_count (
    id uuid NOT NULL,
    place character varying(80) COLLATE "C" NOT NULL,
    "column" character varying(80) COLLATE "C" NOT NULL,
    key integer NOT NULL,
    values bigint NOT NULL,
    forever boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_seal_count PRIMARY KEY (id)
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
    left_in_time boolean,
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


CREATE TABLE submission (
    id uuid NOT NULL,
    key uuid NOT NULL,
    login character varying(60) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    path character varying(200) COLLATE "C" NOT NULL,
    title character varying(120) COLLATE "C" NOT NULL,
    fingerprint character varying(64) COLLATE "C" NOT NULL,
    words character varying(400) COLLATE "C" NOT NULL,
    next character varying(200) COLLATE "C" NOT NULL,
    filled_at timestamp with time zone,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_submission PRIMARY KEY (id)
);


CREATE TABLE supervision_order (
    id uuid NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    indicator character varying(60) COLLATE "C" NOT NULL,
    counted character varying(4) COLLATE "C" NOT NULL,
    title character varying(200) COLLATE "C" NOT NULL,
    place bigint NOT NULL,
    division bigint NOT NULL,
    "on" date NOT NULL,
    value_then character varying(60) COLLATE "C" NOT NULL,
    line_then character varying(60) COLLATE "C",
    words character varying(600) COLLATE "C" NOT NULL,
    unit character varying(120) COLLATE "C" NOT NULL,
    unit_role character varying(40) COLLATE "C" NOT NULL,
    department character varying(40) COLLATE "C",
    issued_by_id uuid NOT NULL,
    issued_by character varying(200) COLLATE "C" NOT NULL,
    issuer_role character varying(40) COLLATE "C" NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    step character varying(40) COLLATE "C" NOT NULL,
    due date NOT NULL,
    answer character varying(1000) COLLATE "C",
    answered_by character varying(200) COLLATE "C",
    answered_on date,
    verdict character varying(600) COLLATE "C",
    ended_on date,
    version integer NOT NULL,
    CONSTRAINT pk_supervision_order PRIMARY KEY (id)
);


CREATE TABLE survey_round (
    id uuid NOT NULL,
    form_key uuid NOT NULL,
    title character varying(120) COLLATE "C" NOT NULL,
    kind character varying(20) COLLATE "C" NOT NULL,
    form character varying(40) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    target character varying(80) COLLATE "C" NOT NULL,
    campaign_id uuid,
    "from" date NOT NULL,
    "to" date NOT NULL,
    basis character varying(200) COLLATE "C" NOT NULL,
    by character varying(60) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    closed_on date,
    version integer NOT NULL,
    CONSTRAINT pk_survey_round PRIMARY KEY (id)
);


CREATE TABLE survey_sheet (
    id uuid NOT NULL,
    round_id uuid NOT NULL,
    household_id uuid NOT NULL,
    household_no character varying(40) COLLATE "C" NOT NULL,
    head_name character varying(120) COLLATE "C" NOT NULL,
    division bigint NOT NULL,
    form_key uuid NOT NULL,
    visited_on date NOT NULL,
    contact character varying(40) COLLATE "C" NOT NULL,
    visitors character varying(200) COLLATE "C" NOT NULL,
    answers_sealed bytea NOT NULL,
    findings text COLLATE "C" NOT NULL,
    risks character varying(200) COLLATE "C" NOT NULL,
    by character varying(60) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_survey_sheet PRIMARY KEY (id)
);


CREATE TABLE table_template (
    id uuid NOT NULL,
    key character varying(60) COLLATE "C" NOT NULL,
    title character varying(120) COLLATE "C" NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    "to" character varying(120) COLLATE "C" NOT NULL,
    basis character varying(300) COLLATE "C" NOT NULL,
    county bigint NOT NULL,
    version integer NOT NULL,
    effective_from date NOT NULL,
    retired boolean NOT NULL,
    file_name character varying(260) COLLATE "C" NOT NULL,
    content bytea NOT NULL,
    by character varying(200) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    why character varying(400) COLLATE "C" NOT NULL,
    CONSTRAINT pk_table_template PRIMARY KEY (id)
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


CREATE TABLE user_session (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    stamp uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    proved_at timestamp with time zone NOT NULL,
    method character varying(40) COLLATE "C" NOT NULL,
    address character varying(60) COLLATE "C",
    device character varying(60) COLLATE "C" NOT NULL,
    ended_at timestamp with time zone,
    ended character varying(40) COLLATE "C",
    CONSTRAINT pk_user_session PRIMARY KEY (id)
);


CREATE TABLE village_clinic (
    id uuid NOT NULL,
    division bigint NOT NULL,
    service character varying(40) COLLATE "C" NOT NULL,
    name character varying(80) COLLATE "C",
    standard boolean NOT NULL,
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_village_clinic PRIMARY KEY (id)
);


CREATE TABLE village_count (
    division bigint NOT NULL,
    households integer NOT NULL,
    people integer NOT NULL,
    stamp bigint NOT NULL,
    cells text COLLATE "C" NOT NULL,
    CONSTRAINT pk_village_count PRIMARY KEY (division)
);


CREATE TABLE village_doctor (
    id uuid NOT NULL,
    division bigint NOT NULL,
    name character varying(60) COLLATE "C" NOT NULL,
    kind character varying(20) COLLATE "C" NOT NULL,
    "from" date NOT NULL,
    "to" date,
    CONSTRAINT pk_village_doctor PRIMARY KEY (id)
);


CREATE TABLE village_profile (
    id uuid NOT NULL,
    division bigint NOT NULL,
    paved_road boolean,
    households integer,
    farmland_mu numeric(18,4),
    forest_mu numeric(18,4),
    by character varying(140) COLLATE "C" NOT NULL,
    at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_village_profile PRIMARY KEY (id)
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
    role character varying(60) COLLATE "C" NOT NULL,
    department character varying(40) COLLATE "C",
    barred character varying(160) COLLATE "C",
    assignee uuid,
    assignee_name character varying(60) COLLATE "C",
    handed_by uuid,
    handed_by_name character varying(60) COLLATE "C",
    reminded_on date,
    reminders integer NOT NULL,
    escalated_to character varying(40) COLLATE "C",
    escalated_on date,
    escalations integer NOT NULL,
    created_by character varying(200) COLLATE "C" NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due date NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    closed_at timestamp with time zone,
    closed_by character varying(200) COLLATE "C",
    outcome text COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_work_item PRIMARY KEY (id)
);


CREATE TABLE asset_query (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    authorisation_id uuid NOT NULL,
    division bigint NOT NULL,
    form_key uuid NOT NULL,
    items text COLLATE "C" NOT NULL,
    channel character varying(40) COLLATE "C" NOT NULL,
    asked_on date NOT NULL,
    answered_on date,
    answer text COLLATE "C",
    by character varying(140) COLLATE "C" NOT NULL,
    CONSTRAINT pk_asset_query PRIMARY KEY (id),
    CONSTRAINT fk_asset_query_authorisation_authorisation_id FOREIGN KEY (authorisation_id) REFERENCES authorisation (id) ON DELETE RESTRICT
);


CREATE INDEX ix_access_grant_for_id ON access_grant (for_id);


CREATE INDEX ix_access_grant_user_id_to ON access_grant (user_id, "to");


CREATE INDEX ix_act_request_asked_by_id_state ON act_request (asked_by_id, state);


CREATE INDEX ix_act_request_state_due ON act_request (state, due);


CREATE UNIQUE INDEX ix_app_user_login ON app_user (login);


CREATE INDEX ix_asset_query_authorisation_id ON asset_query (authorisation_id);


CREATE INDEX ix_asset_query_case_id ON asset_query (case_id);


CREATE UNIQUE INDEX ix_asset_query_form_key ON asset_query (form_key);


CREATE INDEX ix_attachment_household_id ON attachment (household_id);


CREATE UNIQUE INDEX ix_audit_event_chain ON audit_event (chain);


CREATE INDEX ix_audit_event_kind_id ON audit_event (kind, id);


CREATE INDEX ix_audit_event_login_id ON audit_event (login, id);


CREATE INDEX ix_audit_event_login_kind_id ON audit_event (login, kind, id);


CREATE INDEX ix_audit_event_object_id_id ON audit_event (object_id, id);


CREATE INDEX ix_audit_event_waiting ON audit_event (id) WHERE chain IS NULL;


CREATE INDEX ix_audit_finding_at ON audit_finding (at);


CREATE INDEX ix_authorisation_case_id ON authorisation (case_id);


CREATE INDEX ix_authorisation_division_valid_until ON authorisation (division, valid_until);


CREATE UNIQUE INDEX ix_authorisation_form_key ON authorisation (form_key);


CREATE INDEX ix_authorisation_household_id ON authorisation (household_id);


CREATE UNIQUE INDEX ix_authorisation_number_household_id ON authorisation (number, household_id);


CREATE INDEX ix_backup_drill_at ON backup_drill (at);


CREATE INDEX ix_barrier_conversion_household_id ON barrier_conversion (household_id);


CREATE UNIQUE INDEX ix_barrier_conversion_person_id ON barrier_conversion (person_id);


CREATE INDEX ix_barrier_conversion_state_division ON barrier_conversion (state, division);


CREATE INDEX ix_benefit_division_year ON benefit (division, year);


CREATE INDEX ix_benefit_household_id_year ON benefit (household_id, year);


CREATE INDEX ix_benefit_year_kind_division ON benefit (year, kind, division);


CREATE INDEX ix_campaign_division_from ON campaign (division, "from");


CREATE UNIQUE INDEX ix_campaign_form_key ON campaign (form_key);


CREATE UNIQUE INDEX ix_campaign_object_campaign_id_division_household_id ON campaign_object (campaign_id, division, household_id);


CREATE INDEX ix_campaign_object_campaign_id_done_on ON campaign_object (campaign_id, done_on);


CREATE INDEX ix_campaign_object_household_id ON campaign_object (household_id);


CREATE INDEX ix_case_act_case_id ON case_act (case_id);


CREATE UNIQUE INDEX ix_case_act_form_key ON case_act (form_key);


CREATE UNIQUE INDEX ix_case_act_step_id ON case_act (step_id);


CREATE UNIQUE INDEX ix_case_doubt_case_id_clue_id ON case_doubt (case_id, clue_id);


CREATE UNIQUE INDEX ix_case_doubt_form_key ON case_doubt (form_key);


CREATE INDEX ix_case_visit_case_id ON case_visit (case_id);


CREATE UNIQUE INDEX ix_case_visit_form_key ON case_visit (form_key);


CREATE INDEX ix_change_batch ON change (batch);


CREATE INDEX ix_change_object_id_at ON change (object_id, at);


CREATE INDEX ix_change_set_id_place ON change (set_id, place);


CREATE INDEX ix_clinic_blank_division_kind_closed_on ON clinic_blank (division, kind, closed_on);


CREATE INDEX ix_clue_division_state ON clue (division, state);


CREATE INDEX ix_clue_household_id ON clue (household_id);


CREATE UNIQUE INDEX ix_clue_open_key ON clue (open_key);


CREATE INDEX ix_clue_state_priority_id ON clue (state, priority, id);


CREATE UNIQUE INDEX ix_clue_hit_clue_id_fingerprint ON clue_hit (clue_id, fingerprint);


CREATE INDEX ix_clue_hit_household_id ON clue_hit (household_id);


CREATE UNIQUE INDEX ix_clue_source_clue_id_channel_source_origin ON clue_source (clue_id, channel, source, origin);


CREATE INDEX ix_clue_source_origin ON clue_source (origin);


CREATE INDEX ix_consent_gap_division_household_id ON consent_gap (division, household_id);


CREATE UNIQUE INDEX ix_consent_gap_household_id ON consent_gap (household_id);


CREATE INDEX ix_critical_case_division_state ON critical_case (division, state);


CREATE UNIQUE INDEX ix_critical_case_person_id_disease ON critical_case (person_id, disease);


CREATE INDEX ix_deletion_run_state_kind_division ON deletion_run (state, kind, division);


CREATE INDEX ix_delivery_division_feed_at ON delivery (division, feed, at);


CREATE UNIQUE INDEX ix_delivery_division_feed_counting_hash ON delivery (division, feed, counting_hash);


CREATE INDEX ix_democratic_review_case_id ON democratic_review (case_id);


CREATE UNIQUE INDEX ix_democratic_review_form_key ON democratic_review (form_key);


CREATE UNIQUE INDEX ix_democratic_review_step_id ON democratic_review (step_id);


CREATE INDEX ix_division_parent ON division (parent);


CREATE INDEX ix_doctor_contract_division_state ON doctor_contract (division, state);


CREATE INDEX ix_doctor_contract_person_id ON doctor_contract (person_id);


CREATE INDEX ix_doubt_act_doubt_id ON doubt_act (doubt_id);


CREATE INDEX ix_dropout_order_closed_on_division ON dropout_order (closed_on, division);


CREATE UNIQUE INDEX ix_dropout_order_gap_id ON dropout_order (gap_id);


CREATE INDEX ix_dropout_order_household_id ON dropout_order (household_id);


CREATE INDEX ix_dropout_talk_order_id ON dropout_talk (order_id);


CREATE INDEX ix_export_record_by_id_at ON export_record (by_id, at);


CREATE INDEX ix_export_record_file_id ON export_record (file_id);


CREATE INDEX ix_export_record_hash ON export_record (hash);


CREATE UNIQUE INDEX ix_export_record_number ON export_record (number);


CREATE UNIQUE INDEX ix_feed_mapping_division_feed ON feed_mapping (division, feed);


CREATE INDEX ix_first_help_case_id ON first_help (case_id);


CREATE UNIQUE INDEX ix_first_help_form_key ON first_help (form_key);


CREATE UNIQUE INDEX ix_foreign_identity_issuer_subject ON foreign_identity (issuer, subject);


CREATE INDEX ix_foreign_identity_user_id ON foreign_identity (user_id);


CREATE INDEX ix_guarantee_gap_closed_on_state_kind_division ON guarantee_gap (closed_on, state, kind, division);


CREATE INDEX ix_guarantee_gap_household_id_closed_on ON guarantee_gap (household_id, closed_on);


CREATE INDEX ix_guarantee_proof_household_id_kind_proved_on ON guarantee_proof (household_id, kind, proved_on);


CREATE INDEX ix_help_plan_household_id ON help_plan (household_id);


CREATE UNIQUE INDEX ix_help_visit_form_key ON help_visit (form_key);


CREATE INDEX ix_help_visit_household_id_visited_on ON help_visit (household_id, visited_on);


CREATE INDEX ix_help_visit_visited_on_id ON help_visit (visited_on, id);


CREATE INDEX ix_history_entry_citizen_id_index ON history_entry (citizen_id_index);


CREATE INDEX ix_history_entry_division_household_no_id ON history_entry (division, household_no, id);


CREATE UNIQUE INDEX ix_history_entry_replaces ON history_entry (replaces);


CREATE INDEX ix_house_finding_household_id_inspected_on ON house_finding (household_id, inspected_on);


CREATE INDEX ix_house_finding_round_id_division ON house_finding (round_id, division);


CREATE UNIQUE INDEX ix_house_finding_round_id_household_id ON house_finding (round_id, household_id);


CREATE UNIQUE INDEX ix_house_hazard_finding_id ON house_hazard (finding_id);


CREATE INDEX ix_house_hazard_household_id ON house_hazard (household_id);


CREATE INDEX ix_house_hazard_state_due_division ON house_hazard (state, due, division);


CREATE INDEX ix_house_round_division_from ON house_round (division, "from");


CREATE UNIQUE INDEX ix_house_round_form_key ON house_round (form_key);


CREATE INDEX ix_household_division_state_household_no ON household (division, state, household_no);


CREATE UNIQUE INDEX ix_household_household_no ON household (household_no);


CREATE INDEX ix_household_household_type_division ON household (household_type, division);


CREATE INDEX ix_household_phone_index ON household (phone_index);


CREATE INDEX ix_household_present_id ON household (present, id);


CREATE INDEX ix_household_risk_state_division ON household (risk_state, division);


CREATE INDEX ix_household_updated_at_id ON household (updated_at, id);


CREATE INDEX ix_household_tag_household_id ON household_tag (household_id);


CREATE INDEX ix_household_tag_value_division ON household_tag (value, division);


CREATE INDEX ix_identification_case_closed_on_step ON identification_case (closed_on, step);


CREATE INDEX ix_identification_case_clue_id ON identification_case (clue_id);


CREATE INDEX ix_identification_case_division_step ON identification_case (division, step);


CREATE UNIQUE INDEX ix_identification_case_form_key ON identification_case (form_key);


CREATE INDEX ix_identification_case_household_id ON identification_case (household_id);


CREATE UNIQUE INDEX ix_identification_case_open_key ON identification_case (open_key);


CREATE INDEX ix_identification_case_step_step_due ON identification_case (step, step_due);


CREATE INDEX ix_impact_assessment_division_next_on ON impact_assessment (division, next_on);


CREATE INDEX ix_import_batch_division_at ON import_batch (division, at);


CREATE UNIQUE INDEX ix_import_mapping_division_name ON import_mapping (division, name);


CREATE INDEX ix_income_record_division_group_year_at ON income_record (division, "group", year, at);


CREATE UNIQUE INDEX ix_income_year_household_id_year ON income_year (household_id, year);


CREATE INDEX ix_indicator_alert_closed_on_key_division ON indicator_alert (closed_on, key, division);


CREATE INDEX ix_indicator_alert_division_opened_on ON indicator_alert (division, opened_on);


CREATE UNIQUE INDEX ix_indicator_run_division_on ON indicator_run (division, "on");


CREATE INDEX ix_indicator_run_on ON indicator_run ("on");


CREATE INDEX ix_indicator_value_denominator_rows ON indicator_value (denominator_rows);


CREATE INDEX ix_indicator_value_key_below_day_division ON indicator_value (key, below_day, division);


CREATE UNIQUE INDEX ix_indicator_value_key_by_division_from_day ON indicator_value (key, by, division, from_day);


CREATE INDEX ix_indicator_value_numerator_rows ON indicator_value (numerator_rows);


CREATE INDEX ix_indicator_version_key ON indicator_version (key);


CREATE INDEX ix_insurance_year_division_year ON insurance_year (division, year);


CREATE UNIQUE INDEX ix_insurance_year_person_id_year ON insurance_year (person_id, year);


CREATE INDEX ix_insurance_year_year_division ON insurance_year (year, division);


CREATE INDEX ix_job_created_by_created_at ON job (created_by, created_at);


CREATE INDEX ix_job_state_not_before ON job (state, not_before);


CREATE INDEX ix_joint_attendee_session_id ON joint_attendee (session_id);


CREATE INDEX ix_joint_matter_division_step_due ON joint_matter (division, step, due);


CREATE INDEX ix_joint_matter_household_id ON joint_matter (household_id);


CREATE UNIQUE INDEX ix_joint_matter_session_id_source_id ON joint_matter (session_id, source_id);


CREATE INDEX ix_joint_matter_source_id_step ON joint_matter (source_id, step);


CREATE INDEX ix_joint_session_division_held_on ON joint_session (division, held_on);


CREATE UNIQUE INDEX ix_joint_session_division_regular_month ON joint_session (division, regular_month);


CREATE UNIQUE INDEX ix_joint_session_form_key ON joint_session (form_key);


CREATE INDEX ix_joint_topic_session_id ON joint_topic (session_id);


CREATE INDEX ix_kept_form_expires_at ON kept_form (expires_at);


CREATE INDEX ix_kept_form_user_id ON kept_form (user_id);


CREATE INDEX ix_kept_rows_division ON kept_rows (division);


CREATE INDEX ix_ledger_burden_month_division ON ledger_burden (month, division);


CREATE UNIQUE INDEX ix_ledger_definition_key_version ON ledger_definition (key, version);


CREATE INDEX ix_ledger_delivery_ledger_period_hash ON ledger_delivery (ledger, period, hash);


CREATE INDEX ix_ledger_due_closed_at_division_due ON ledger_due (closed_at, division, due);


CREATE UNIQUE INDEX ix_ledger_due_ledger_period_division ON ledger_due (ledger, period, division);


CREATE UNIQUE INDEX ix_ledger_freeze_ledger_county_period ON ledger_freeze (ledger, county, period);


CREATE INDEX ix_ledger_notice_ledger_period_division ON ledger_notice (ledger, period, division);


CREATE INDEX ix_ledger_notice_row_id ON ledger_notice (row_id);


CREATE INDEX ix_ledger_objection_notice_id ON ledger_objection (notice_id);


CREATE INDEX ix_ledger_opening_ledger_period_division ON ledger_opening (ledger, period, division);


CREATE INDEX ix_ledger_row_household_id ON ledger_row (household_id);


CREATE INDEX ix_ledger_row_ledger_period_division_id ON ledger_row (ledger, period, division, id);


CREATE INDEX ix_ledger_row_ledger_period_state_division_id ON ledger_row (ledger, period, state, division, id);


CREATE UNIQUE INDEX ix_ledger_row_unique_key ON ledger_row (unique_key);


CREATE INDEX ix_legal_hold_ended_at ON legal_hold (ended_at);


CREATE INDEX ix_letter_address_index_at ON letter (address_index, at);


CREATE INDEX ix_letter_citizen_id_index_at ON letter (citizen_id_index, at);


CREATE INDEX ix_letter_division_state_id ON letter (division, state, id);


CREATE UNIQUE INDEX ix_letter_form_key ON letter (form_key);


CREATE INDEX ix_letter_household_id ON letter (household_id);


CREATE INDEX ix_letter_merged_into ON letter (merged_into);


CREATE INDEX ix_letter_phone_index_at ON letter (phone_index, at);


CREATE UNIQUE INDEX ix_letter_receipt ON letter (receipt);


CREATE INDEX ix_letter_source_number ON letter (source, number);


CREATE UNIQUE INDEX ix_living_household_id ON living (household_id);


CREATE INDEX ix_loan_state_delivery_id ON loan_state (delivery_id);


CREATE INDEX ix_loan_state_household_id ON loan_state (household_id);


CREATE INDEX ix_loan_state_month_division ON loan_state (month, division);


CREATE INDEX ix_low_income_pool_division_layer ON low_income_pool (division, layer);


CREATE INDEX ix_low_income_pool_household_id ON low_income_pool (household_id);


CREATE INDEX ix_matter_note_matter_id ON matter_note (matter_id);


CREATE INDEX ix_measure_household_id ON measure (household_id);


CREATE INDEX ix_membership_household_id ON membership (household_id);


CREATE INDEX ix_membership_person_id_from ON membership (person_id, "from");


CREATE UNIQUE INDEX ix_monitor_income_household_id_phase ON monitor_income (household_id, phase);


CREATE INDEX ix_node_beat_seen_at ON node_beat (seen_at);


CREATE INDEX ix_own_report_division_owner_id ON own_report (division, owner_id);


CREATE INDEX ix_own_report_every ON own_report (every);


CREATE UNIQUE INDEX ix_own_run_report_id_period ON own_run (report_id, period);


CREATE INDEX ix_pairing_cadre_to_division ON pairing (cadre, "to", division);


CREATE INDEX ix_pairing_household_id ON pairing (household_id);


CREATE INDEX ix_paper_copy_household_id ON paper_copy (household_id);


CREATE UNIQUE INDEX ix_parameter_key_dimension_division_valid_from ON parameter (key, dimension, division, valid_from);


CREATE INDEX ix_person_citizen_id_index ON person (citizen_id_index);


CREATE INDEX ix_person_citizen_id_tail_division ON person (citizen_id_tail, division);


CREATE INDEX ix_person_division_state ON person (division, state);


CREATE INDEX ix_person_household_id ON person (household_id);


CREATE INDEX ix_person_initials_division ON person (initials, division);


CREATE INDEX ix_person_name_division ON person (name, division);


CREATE INDEX ix_person_phone_index ON person (phone_index);


CREATE INDEX ix_person_pinyin_division ON person (pinyin, division);


CREATE INDEX ix_plan_line_done_on_kind_due ON plan_line (done_on, kind, due);


CREATE INDEX ix_plan_line_plan_id ON plan_line (plan_id);


CREATE INDEX ix_policy_match_division_receives ON policy_match (division, receives);


CREATE INDEX ix_policy_match_household_id ON policy_match (household_id);


CREATE INDEX ix_policy_match_policy_key_receives_division ON policy_match (policy_key, receives, division);


CREATE UNIQUE INDEX ix_proof_reading_delivery_id ON proof_reading (delivery_id);


CREATE INDEX ix_public_notice_division_starts_on ON public_notice (division, starts_on);


CREATE INDEX ix_public_notice_state_ends_on ON public_notice (state, ends_on);


CREATE INDEX ix_public_notice_subject ON public_notice (subject);


CREATE INDEX ix_quality_doubt_division_found_month_closed_month ON quality_doubt (division, found_month, closed_month);


CREATE INDEX ix_quality_doubt_division_state_severity ON quality_doubt (division, state, severity);


CREATE INDEX ix_quality_doubt_household_id ON quality_doubt (household_id);


CREATE UNIQUE INDEX ix_quality_doubt_open_key ON quality_doubt (open_key);


CREATE INDEX ix_quality_run_done_division_on ON quality_run_done (division, "on");


CREATE INDEX ix_recheck_done_on_due_division ON recheck (done_on, due, division);


CREATE INDEX ix_recheck_household_id ON recheck (household_id);


CREATE INDEX ix_referral_department_state_due ON referral (department, state, due);


CREATE INDEX ix_referral_division_state_due ON referral (division, state, due);


CREATE UNIQUE INDEX ix_referral_form_key ON referral (form_key);


CREATE INDEX ix_referral_household_id ON referral (household_id);


CREATE INDEX ix_refused_query_case_id ON refused_query (case_id);


CREATE UNIQUE INDEX ix_relief_policy_county_key ON relief_policy (county, key);


CREATE INDEX ix_removal_case_household_id ON removal_case (household_id);


CREATE UNIQUE INDEX ix_removal_case_open_household ON removal_case (open_household);


CREATE INDEX ix_removal_case_step_division ON removal_case (step, division);


CREATE UNIQUE INDEX ix_report_entry_table_id_sheet_origin_place ON report_entry (table_id, sheet, origin, place);


CREATE INDEX ix_report_figure_table_id ON report_figure (table_id);


CREATE UNIQUE INDEX ix_report_table_key_division_period_number ON report_table (key, division, period, number);


CREATE INDEX ix_reveal_grant_user_id_record_until ON reveal_grant (user_id, record, until);


CREATE INDEX ix_review_item_division_done_on_due ON review_item (division, done_on, due);


CREATE INDEX ix_review_item_household_id ON review_item (household_id);


CREATE INDEX ix_review_item_proposal_state_division ON review_item (proposal_state, division);


CREATE INDEX ix_review_item_run_id_division_done_on ON review_item (run_id, division, done_on);


CREATE UNIQUE INDEX ix_review_item_run_id_household_id ON review_item (run_id, household_id);


CREATE UNIQUE INDEX ix_review_plan_form_key ON review_plan (form_key);


CREATE INDEX ix_review_plan_stopped_on_division ON review_plan (stopped_on, division);


CREATE INDEX ix_review_run_division_made_on ON review_run (division, made_on);


CREATE UNIQUE INDEX ix_review_run_plan_id_period ON review_run (plan_id, period);


CREATE INDEX ix_risk_event_change_on ON risk_event (change, "on");


CREATE INDEX ix_risk_event_household_id_on ON risk_event (household_id, "on");


CREATE INDEX ix_role_definition_key_division_valid_from ON role_definition (key, division, valid_from);


CREATE UNIQUE INDEX ix_rule_switch_division_rule_id ON rule_switch (division, rule_id);


CREATE INDEX ix_run_count_run_id_rule_id ON run_count (run_id, rule_id);


CREATE UNIQUE INDEX ix_safeguard_check_household_id_phase ON safeguard_check (household_id, phase);


CREATE INDEX ix_screening_run_division_is_back_test_month_at ON screening_run (division, is_back_test, month, at);


CREATE UNIQUE INDEX ix_screening_schedule_division ON screening_schedule (division);


CREATE UNIQUE INDEX ix_seal_count_place_column_key ON seal_count (place, "column", key);


CREATE INDEX ix_step_record_process_step_left_at_due ON step_record (process, step, left_at, due);


CREATE UNIQUE INDEX ix_step_record_process_subject_step ON step_record (process, subject, step) WHERE left_at IS NULL;


CREATE INDEX ix_step_record_subject_entered_at ON step_record (subject, entered_at);


CREATE INDEX ix_stored_file_by_at ON stored_file (by, at);


CREATE INDEX ix_submission_login_at ON submission (login, at);


CREATE UNIQUE INDEX ix_submission_login_key ON submission (login, key);


CREATE INDEX ix_supervision_order_indicator_place_step ON supervision_order (indicator, place, step);


CREATE INDEX ix_supervision_order_step_division_due ON supervision_order (step, division, due);


CREATE INDEX ix_survey_round_division_from ON survey_round (division, "from");


CREATE UNIQUE INDEX ix_survey_round_form_key ON survey_round (form_key);


CREATE INDEX ix_survey_sheet_household_id ON survey_sheet (household_id);


CREATE INDEX ix_survey_sheet_round_id_division ON survey_sheet (round_id, division);


CREATE UNIQUE INDEX ix_survey_sheet_round_id_household_id ON survey_sheet (round_id, household_id);


CREATE UNIQUE INDEX ix_table_template_county_key_version ON table_template (county, key, version);


CREATE INDEX ix_truth_row_household_id ON truth_row (household_id);


CREATE INDEX ix_unmatched_row_citizen_id_index ON unmatched_row (citizen_id_index);


CREATE INDEX ix_unmatched_row_delivery_id_state ON unmatched_row (delivery_id, state);


CREATE INDEX ix_unmatched_row_division_state_id ON unmatched_row (division, state, id);


CREATE INDEX ix_user_session_seen_at ON user_session (seen_at);


CREATE INDEX ix_user_session_user_id_created_at ON user_session (user_id, created_at);


CREATE UNIQUE INDEX ix_village_clinic_division ON village_clinic (division);


CREATE INDEX ix_village_count_division_stamp ON village_count (division, stamp);


CREATE INDEX ix_village_doctor_division_to ON village_doctor (division, "to");


CREATE UNIQUE INDEX ix_village_profile_division ON village_profile (division);


CREATE INDEX ix_visit_clue_id ON visit (clue_id);


CREATE UNIQUE INDEX ix_visit_form_key ON visit (form_key);


CREATE INDEX ix_visit_household_id ON visit (household_id);


CREATE INDEX ix_work_item_closed_by ON work_item (closed_by);


CREATE INDEX ix_work_item_created_by_state ON work_item (created_by, state);


CREATE INDEX ix_work_item_escalated_to_state_division ON work_item (escalated_to, state, division);


CREATE INDEX ix_work_item_role_state_division_due ON work_item (role, state, division, due);


CREATE INDEX ix_work_item_state_due ON work_item (state, due);


CREATE INDEX ix_work_item_subject ON work_item (subject);


