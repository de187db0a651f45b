-- Nothing reads them: the history tells since when an application is in sync, and its instance when it was last heard.
ALTER TABLE application DROP COLUMN seen_at, DROP COLUMN sync_since;
