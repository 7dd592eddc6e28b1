CREATE TABLE app_user (
    id uuid NOT NULL,
    login character varying(60) NOT NULL,
    name character varying(60) NOT NULL,
    role character varying(40) NOT NULL,
    division bigint NOT NULL,
    department character varying(40),
    password_hash text NOT NULL,
    disabled boolean NOT NULL,
    failed_sign_ins integer NOT NULL,
    locked_until timestamp with time zone,
    stamp uuid NOT NULL,
    CONSTRAINT pk_app_user PRIMARY KEY (id)
);


CREATE TABLE change (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    by character varying(60) NOT NULL,
    what character varying(100) NOT NULL,
    why text,
    evidence text,
    batch uuid,
    object character varying(60) NOT NULL,
    object_id uuid NOT NULL,
    division bigint NOT NULL,
    before text,
    after text,
    CONSTRAINT pk_change PRIMARY KEY (id)
);


CREATE TABLE division (
    code bigint NOT NULL,
    name character varying(120) NOT NULL,
    level character varying(40) NOT NULL,
    parent bigint,
    urban_rural text,
    valid_from date NOT NULL,
    valid_to date,
    successors text,
    outline text,
    longitude double precision,
    latitude double precision,
    CONSTRAINT pk_division PRIMARY KEY (code)
);


CREATE TABLE job (
    id uuid NOT NULL,
    kind character varying(40) NOT NULL,
    title character varying(200) NOT NULL,
    payload text NOT NULL,
    division bigint NOT NULL,
    created_by character varying(60) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    not_before timestamp with time zone NOT NULL,
    state character varying(40) NOT NULL,
    fence integer NOT NULL,
    leased_by character varying(160),
    leased_until timestamp with time zone,
    percent integer NOT NULL,
    step character varying(200),
    cancel_asked boolean NOT NULL,
    outcome text,
    link character varying(300),
    finished_at timestamp with time zone,
    CONSTRAINT pk_job PRIMARY KEY (id)
);


CREATE TABLE parameter (
    id uuid NOT NULL,
    key character varying(80) NOT NULL,
    dimension character varying(80),
    division bigint NOT NULL,
    value character varying(200) NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    basis character varying(400) NOT NULL,
    CONSTRAINT pk_parameter PRIMARY KEY (id)
);


CREATE TABLE stored_file (
    id uuid NOT NULL,
    name character varying(260) NOT NULL,
    content_type character varying(120) NOT NULL,
    size bigint NOT NULL,
    hash character varying(64) NOT NULL,
    by character varying(60) NOT NULL,
    at timestamp with time zone NOT NULL,
    division bigint NOT NULL,
    purpose character varying(40) NOT NULL,
    expires_at timestamp with time zone,
    CONSTRAINT pk_stored_file PRIMARY KEY (id)
);


CREATE TABLE work_item (
    id uuid NOT NULL,
    kind character varying(40) NOT NULL,
    title character varying(300) NOT NULL,
    link character varying(300) NOT NULL,
    subject uuid NOT NULL,
    division bigint NOT NULL,
    role character varying(40) NOT NULL,
    assignee uuid,
    created_by character varying(60) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due date NOT NULL,
    state character varying(40) NOT NULL,
    closed_at timestamp with time zone,
    closed_by character varying(60),
    outcome text,
    version integer NOT NULL,
    CONSTRAINT pk_work_item PRIMARY KEY (id)
);


CREATE UNIQUE INDEX ix_app_user_login ON app_user (login);


CREATE INDEX ix_change_batch ON change (batch);


CREATE INDEX ix_change_object_id_at ON change (object_id, at);


CREATE INDEX ix_division_parent ON division (parent);


CREATE INDEX ix_job_created_by_created_at ON job (created_by, created_at);


CREATE INDEX ix_job_state_not_before ON job (state, not_before);


CREATE UNIQUE INDEX ix_parameter_key_dimension_division_valid_from ON parameter (key, dimension, division, valid_from);


CREATE INDEX ix_stored_file_by_at ON stored_file (by, at);


CREATE INDEX ix_work_item_role_state_division_due ON work_item (role, state, division, due);


CREATE INDEX ix_work_item_subject ON work_item (subject);


