-- How many values files cannot be read: of a fleet's thousands only the first are kept by name. And the commit that holds them.
ALTER TABLE git_state ADD COLUMN faulty_files integer NOT NULL DEFAULT 0, ADD COLUMN faulty_at text;
