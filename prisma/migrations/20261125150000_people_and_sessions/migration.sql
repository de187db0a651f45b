-- Who has signed in, and their sessions: a cookie names a row of `session`, and carries no rights.

CREATE TABLE person (
  id text PRIMARY KEY,
  name text NOT NULL,
  login text,
  mail text,
  provider text NOT NULL,
  organisations text[] NOT NULL,
  groups text[] NOT NULL,
  groups_since timestamptz(3) NOT NULL,
  groups_read_at timestamptz(3) NOT NULL,
  first_seen timestamptz(3) NOT NULL,
  last_seen timestamptz(3) NOT NULL
);
CREATE INDEX person_last_seen ON person (last_seen DESC, id);
CREATE INDEX person_provider ON person (provider);

-- What a person's groups were from `at` on.
CREATE TABLE person_groups_change (
  id bigserial PRIMARY KEY,
  person text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  at timestamptz(3) NOT NULL,
  organisations text[] NOT NULL,
  groups text[] NOT NULL
);
CREATE INDEX person_groups_change_person ON person_groups_change (person, id DESC);

CREATE TABLE session (
  id text PRIMARY KEY,
  person text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  begun timestamptz(3) NOT NULL,
  last_seen timestamptz(3) NOT NULL,
  until timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  ended_by text,
  ended_why text,
  address text,
  browser text NOT NULL
);
CREATE INDEX session_person ON session (person, until DESC);
CREATE INDEX session_open ON session (until) WHERE ended_at IS NULL;
