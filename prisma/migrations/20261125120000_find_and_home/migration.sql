-- CreateTable
CREATE TABLE "resource_names" (
    "application_id" TEXT NOT NULL,
    "names" TEXT NOT NULL,

    CONSTRAINT "resource_names_pkey" PRIMARY KEY ("application_id")
);

-- CreateTable
CREATE TABLE "favourite" (
    "person" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "favourite_pkey" PRIMARY KEY ("person","kind","key")
);

-- CreateIndex
CREATE INDEX "deployment_revision_idx" ON "deployment"("revision");

-- CreateIndex
CREATE INDEX "commit_at_idx" ON "commit"("at" DESC);

-- What is known already can be found at once; the worker goes on from here.
INSERT INTO resource_names (application_id, names)
SELECT a.id, E'\n' || string_agg(lower(r.value->>'name') || E'\t' || lower(r.value->>'kind'), E'\n' ORDER BY r.ordinality) || E'\n'
FROM application a CROSS JOIN LATERAL jsonb_array_elements(a.resources) WITH ORDINALITY AS r
WHERE a.present GROUP BY a.id;
