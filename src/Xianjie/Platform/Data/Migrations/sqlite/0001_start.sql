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


CREATE INDEX "ix_change_batch" ON "change" ("batch");


CREATE INDEX "ix_change_object_id_at" ON "change" ("object_id", "at");


CREATE INDEX "ix_division_parent" ON "division" ("parent");


CREATE INDEX "ix_job_created_by_created_at" ON "job" ("created_by", "created_at");


CREATE INDEX "ix_job_state_not_before" ON "job" ("state", "not_before");


CREATE UNIQUE INDEX "ix_parameter_key_dimension_division_valid_from" ON "parameter" ("key", "dimension", "division", "valid_from");


CREATE INDEX "ix_stored_file_by_at" ON "stored_file" ("by", "at");


CREATE INDEX "ix_work_item_role_state_division_due" ON "work_item" ("role", "state", "division", "due");


CREATE INDEX "ix_work_item_subject" ON "work_item" ("subject");


