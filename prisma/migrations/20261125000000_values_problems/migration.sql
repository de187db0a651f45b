-- AlterTable
ALTER TABLE "git_state" ADD COLUMN     "problems" JSONB NOT NULL DEFAULT '[]';
