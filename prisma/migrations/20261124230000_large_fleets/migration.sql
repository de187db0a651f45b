-- CreateIndex
CREATE INDEX "application_environment_present_tone_health_sync_idx" ON "application"("environment", "present", "tone", "health", "sync");

-- CreateIndex
CREATE INDEX "cell_environment_tone_idx" ON "cell"("environment", "tone");

-- CreateIndex
CREATE INDEX "deployment_at_idx" ON "deployment"("at" DESC);

-- Counting by the index alone needs a table that is vacuumed often; the default waits for a fifth of it to change.
ALTER TABLE "application" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE "cell" SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
