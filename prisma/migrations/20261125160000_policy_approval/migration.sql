-- Rules protect themselves: a reading of the policy has a state, and what waits is decided on.

ALTER TABLE "policy_reading"
  ADD COLUMN "state" TEXT NOT NULL DEFAULT 'unreadable',
  ADD COLUMN "state_at" TIMESTAMPTZ(3),
  ADD COLUMN "in_force_at" TIMESTAMPTZ(3),
  ADD COLUMN "environments" JSONB,
  ADD COLUMN "seal" TEXT,
  ADD COLUMN "touched" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "writers" JSONB;

UPDATE "policy_reading"
SET "state" = CASE WHEN "in_force" THEN 'in-force' ELSE 'unreadable' END,
    "state_at" = "read_at",
    "in_force_at" = CASE WHEN "in_force" THEN "read_at" END;

CREATE TABLE "policy_decision" (
  "id" BIGSERIAL NOT NULL,
  "reading_id" BIGINT NOT NULL,
  "person" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "decision" TEXT NOT NULL,
  "roles" TEXT[] NOT NULL,
  "seal" TEXT NOT NULL,
  "comment" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "policy_decision_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "policy_decision_reading_id_fkey" FOREIGN KEY ("reading_id") REFERENCES "policy_reading"("id") ON DELETE CASCADE
);
-- Deciding twice is deciding once.
CREATE UNIQUE INDEX "policy_decision_reading_id_person_key" ON "policy_decision"("reading_id", "person");

-- Who pushed a commit, as the Git host's signed webhook named them: an author can be made up, a pusher cannot.
CREATE TABLE "commit_pusher" (
  "sha" TEXT NOT NULL,
  "login" TEXT,
  "mail" TEXT,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "commit_pusher_pkey" PRIMARY KEY ("sha")
);
