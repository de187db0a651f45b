-- AlterTable
ALTER TABLE "commit" ADD COLUMN     "on_branch_at" TIMESTAMPTZ(3);

-- What was kept until now was deployed, so the branch had it.
UPDATE "commit" SET "on_branch_at" = "at";

-- CreateIndex
CREATE INDEX "commit_on_branch_at_sha_idx" ON "commit"("on_branch_at", "sha");

-- CreateIndex
CREATE INDEX "policy_reading_read_at_id_idx" ON "policy_reading"("read_at", "id");

-- CreateIndex
CREATE INDEX "observation_at_id_idx" ON "observation"("at", "id");

-- CreateIndex
CREATE INDEX "observation_environment_at_id_idx" ON "observation"("environment", "at", "id");

-- CreateIndex
CREATE INDEX "observation_application_id_at_id_idx" ON "observation"("application_id", "at", "id");

-- CreateIndex
CREATE INDEX "observation_service_at_id_idx" ON "observation"("service", "at", "id");

-- CreateIndex
CREATE INDEX "observation_kind_at_id_idx" ON "observation"("kind", "at", "id");
