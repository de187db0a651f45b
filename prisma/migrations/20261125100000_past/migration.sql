-- What the overview showed from when on: a row for each change of what is kept of a cell, or of an application.
CREATE TABLE "cell_past" (
    "environment" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "application_id" TEXT NOT NULL,
    "gone" BOOLEAN NOT NULL,
    "desired" TEXT,
    "running" TEXT[],
    "in_git" TEXT,
    "state" TEXT NOT NULL,
    "tone" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "sync" TEXT NOT NULL,
    "health" TEXT NOT NULL,
    "failing" JSONB NOT NULL,

    CONSTRAINT "cell_past_pkey" PRIMARY KEY ("environment", "service", "at")
);

CREATE TABLE "application_past" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "environment" TEXT,
    "present" BOOLEAN NOT NULL,
    "sync" TEXT NOT NULL,
    "health" TEXT NOT NULL,
    "tone" TEXT NOT NULL,
    "words" TEXT NOT NULL,

    CONSTRAINT "application_past_pkey" PRIMARY KEY ("id", "at")
);

-- When an Argo CD was not being heard; until is null while it is not.
CREATE TABLE "watch_gap" (
    "instance" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "watch_gap_pkey" PRIMARY KEY ("instance", "from")
);

-- What is known when this begins is known since it was last written.
INSERT INTO cell_past SELECT c.environment, c.service, a.seen_at, c.application_id, false, c.desired, c.running, c.in_git, c.state,
    c.tone, c.words, c.sync, c.health, '[]'::jsonb
  FROM cell c JOIN application a ON a.id = c.application_id;
INSERT INTO application_past SELECT id, seen_at, environment, present, sync, health, tone, words FROM application;
