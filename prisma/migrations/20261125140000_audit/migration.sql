-- The audit: append-only in the database itself, chained by hash, a table a month (docs/audit.md says the format).

-- The chain's head. Only the function below, which runs as the owner, touches it.
CREATE TABLE audit_head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  seq bigint NOT NULL,
  hash text NOT NULL
);
INSERT INTO audit_head (seq, hash) VALUES (0, repeat('0', 64));

-- Only the chain's own trigger moves the head: whoever else tries is refused, the owner too.
CREATE FUNCTION audit_head_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the audit is append-only: % of its head is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_head_guard BEFORE INSERT OR UPDATE OR DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_head_guard();
CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head EXECUTE FUNCTION audit_head_guard();

-- `body` is the record, as text, exactly as it was hashed; the columns beside it are read from it, for filters.
CREATE TABLE audit_record (
  seq bigint NOT NULL,
  at timestamptz(3) NOT NULL,
  body text NOT NULL,
  prev text NOT NULL,
  hash text NOT NULL,
  kind text NOT NULL,
  outcome text NOT NULL,
  actor text,
  environment text,
  subject text,
  PRIMARY KEY (seq, at)
) PARTITION BY RANGE (at);
CREATE TABLE audit_record_other PARTITION OF audit_record DEFAULT;

CREATE INDEX audit_record_at ON audit_record (at DESC, seq DESC);
CREATE INDEX audit_record_actor ON audit_record (actor, seq DESC);
CREATE INDEX audit_record_environment ON audit_record (environment, seq DESC);
CREATE INDEX audit_record_kind ON audit_record (kind, seq DESC);
CREATE INDEX audit_record_outcome ON audit_record (outcome, seq DESC);
CREATE INDEX audit_record_subject ON audit_record (subject, seq DESC);
-- Its columns hold names of our own making, its text whatever people wrote: words are looked for there.
CREATE INDEX audit_record_words ON audit_record USING gin (to_tsvector('simple', body));

-- Sets number, hashes and columns, whatever the writer said of them. The head's row makes writers wait for each other
-- from here to their commit, so the insert comes last in its transaction.
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  record jsonb := NEW.body::jsonb;
BEGIN
  SELECT seq + 1, hash INTO NEW.seq, NEW.prev FROM audit_head FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the audit has lost its head';
  END IF;
  NEW.hash := encode(sha256(convert_to(NEW.prev || E'\n' || NEW.seq || E'\n' || NEW.body, 'UTF8')), 'hex');
  UPDATE audit_head SET seq = NEW.seq, hash = NEW.hash;
  IF NEW.at IS DISTINCT FROM (record->>'at')::timestamptz THEN
    RAISE EXCEPTION 'the time of an audit record is the one in its body';
  END IF;
  NEW.kind := record->>'kind';
  NEW.outcome := record->>'outcome';
  NEW.actor := record->'actor'->>'id';
  NEW.environment := record->>'environment';
  NEW.subject := record->>'subject';
  RETURN NEW;
END $$;

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

-- What a table's rows are guarded by; statement triggers are not inherited, so each month gets them.
CREATE FUNCTION audit_guard(name regclass) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  grantee text;
BEGIN
  EXECUTE format('CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON %s EXECUTE FUNCTION audit_refuse()', name);
  EXECUTE format('CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON %s FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()', name);
  -- Default privileges give the application every right on a new table; here it keeps the two it needs, by the parent.
  FOR grantee IN
    SELECT DISTINCT CASE WHEN acl.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END
    FROM pg_class c, aclexplode(c.relacl) acl WHERE c.oid = name AND acl.grantee <> c.relowner
  LOOP
    EXECUTE format('REVOKE ALL ON %s FROM %s', name, grantee);
    IF name = 'audit_record'::regclass THEN
      EXECUTE format('GRANT SELECT, INSERT ON audit_record TO %s', grantee);
    END IF;
  END LOOP;
END $$;

CREATE TRIGGER audit_chain BEFORE INSERT ON audit_record FOR EACH ROW EXECUTE FUNCTION audit_chain();
CREATE TRIGGER audit_no_row_change BEFORE UPDATE OR DELETE ON audit_record FOR EACH ROW EXECUTE FUNCTION audit_refuse();
SELECT audit_guard('audit_record'), audit_guard('audit_record_other');

-- Makes the table of the month that holds `day`, ahead of its first record. Repeating it changes nothing.
CREATE FUNCTION audit_month(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  first date := date_trunc('month', day);
  name text := 'audit_record_' || to_char(day, 'YYYY_MM');
BEGIN
  IF to_regclass(name) IS NOT NULL OR EXISTS (
    SELECT FROM audit_record_other WHERE at >= first AND at < first + interval '1 month'
  ) THEN
    RETURN;
  END IF;
  EXECUTE format(
    'CREATE TABLE %I PARTITION OF audit_record FOR VALUES FROM (%L) TO (%L)',
    name, first || ' 00:00:00+00', (first + interval '1 month')::date || ' 00:00:00+00'
  );
  PERFORM audit_guard(name::regclass);
END $$;

SELECT audit_month(current_date), audit_month((current_date + interval '1 month')::date);

-- Nobody but the owner reaches the head, or runs what guards.
REVOKE ALL ON FUNCTION audit_guard(regclass), audit_chain(), audit_refuse() FROM PUBLIC;
DO $$
DECLARE
  grantee text;
BEGIN
  FOR grantee IN
    SELECT DISTINCT CASE WHEN acl.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END
    FROM pg_class c, aclexplode(c.relacl) acl WHERE c.oid = 'audit_head'::regclass AND acl.grantee <> c.relowner
  LOOP
    EXECUTE format('REVOKE ALL ON audit_head FROM %s', grantee);
    EXECUTE format('GRANT SELECT ON audit_head TO %s', grantee);
  END LOOP;
END $$;
