-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "instance" (
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'starting',
    "version" TEXT,
    "message" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "last_event_at" TIMESTAMPTZ(3),
    "last_list_at" TIMESTAMPTZ(3),

    CONSTRAINT "instance_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "policy_reading" (
    "id" BIGSERIAL NOT NULL,
    "commit" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "pipeline" JSONB,
    "problems" JSONB NOT NULL DEFAULT '[]',
    "in_force" BOOLEAN NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_reading_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "git_state" (
    "branch" TEXT NOT NULL,
    "head" TEXT,
    "state" TEXT NOT NULL,
    "message" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3),

    CONSTRAINT "git_state_pkey" PRIMARY KEY ("branch")
);

-- CreateTable
CREATE TABLE "environment" (
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "short" TEXT NOT NULL,
    "instance" TEXT NOT NULL,
    "definition" JSONB NOT NULL,

    CONSTRAINT "environment_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "service" (
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "about" TEXT NOT NULL,

    CONSTRAINT "service_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "application" (
    "id" TEXT NOT NULL,
    "instance" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "project" TEXT NOT NULL,
    "environment" TEXT,
    "present" BOOLEAN NOT NULL,
    "sync" TEXT NOT NULL,
    "sync_since" TIMESTAMPTZ(3),
    "health" TEXT NOT NULL,
    "health_message" TEXT NOT NULL DEFAULT '',
    "health_since" TIMESTAMPTZ(3),
    "revision" TEXT,
    "deployed_revision" TEXT,
    "operation" JSONB,
    "conditions" JSONB NOT NULL DEFAULT '[]',
    "resources" JSONB NOT NULL DEFAULT '[]',
    "automated" JSONB NOT NULL,
    "tone" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cell" (
    "environment" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "application_id" TEXT NOT NULL,
    "desired" TEXT,
    "running" TEXT[],
    "in_git" TEXT,
    "state" TEXT NOT NULL,
    "tone" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "sync" TEXT NOT NULL,
    "health" TEXT NOT NULL,
    "ready" INTEGER,
    "total" INTEGER,
    "still_serves" TEXT,
    "failing" JSONB NOT NULL DEFAULT '[]',
    "since" TIMESTAMPTZ(3),

    CONSTRAINT "cell_pkey" PRIMARY KEY ("environment","service")
);

-- CreateTable
CREATE TABLE "observation" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "application_id" TEXT NOT NULL,
    "environment" TEXT,
    "service" TEXT,
    "kind" TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "observation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deployment" (
    "id" TEXT NOT NULL,
    "application_id" TEXT NOT NULL,
    "environment" TEXT,
    "argo_id" INTEGER,
    "revision" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "message" TEXT NOT NULL DEFAULT '',
    "versions" JSONB NOT NULL DEFAULT '{}',
    "observed_late" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commit" (
    "sha" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "mail" TEXT NOT NULL DEFAULT '',
    "login" TEXT,
    "message" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3),
    "url" TEXT,

    CONSTRAINT "commit_pkey" PRIMARY KEY ("sha")
);

-- CreateTable
CREATE TABLE "live_change" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "cells" TEXT[],
    "environments" TEXT[],
    "everything" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "live_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "policy_reading_in_force_id_idx" ON "policy_reading"("in_force", "id");

-- CreateIndex
CREATE INDEX "environment_position_idx" ON "environment"("position");

-- CreateIndex
CREATE INDEX "service_position_name_idx" ON "service"("position", "name");

-- CreateIndex
CREATE INDEX "application_environment_tone_name_idx" ON "application"("environment", "tone", "name");

-- CreateIndex
CREATE INDEX "application_instance_idx" ON "application"("instance");

-- CreateIndex
CREATE INDEX "cell_service_idx" ON "cell"("service");

-- CreateIndex
CREATE INDEX "cell_tone_idx" ON "cell"("tone");

-- CreateIndex
CREATE INDEX "cell_application_id_idx" ON "cell"("application_id");

-- CreateIndex
CREATE INDEX "observation_environment_id_idx" ON "observation"("environment", "id" DESC);

-- CreateIndex
CREATE INDEX "observation_application_id_id_idx" ON "observation"("application_id", "id" DESC);

-- CreateIndex
CREATE INDEX "deployment_application_id_at_idx" ON "deployment"("application_id", "at" DESC);

-- CreateIndex
CREATE INDEX "deployment_environment_at_idx" ON "deployment"("environment", "at" DESC);

-- CreateIndex
CREATE INDEX "live_change_at_idx" ON "live_change"("at");


