-- What of the audit was written to files and detached (docs/audit.md). Only the owner archives; nobody takes it back.
CREATE TABLE audit_archive (
  month text PRIMARY KEY,
  records bigint NOT NULL,
  -- Stretches without a gap: [{"first", "last", "prev", "hash"}]; at a month's ends two months may be interleaved.
  runs jsonb NOT NULL,
  file text NOT NULL,
  sha256 text NOT NULL,
  at timestamptz(3) NOT NULL
);
CREATE TRIGGER audit_archive_no_truncate BEFORE TRUNCATE ON audit_archive EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_archive_no_change BEFORE UPDATE OR DELETE ON audit_archive FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

DO $$
DECLARE
  grantee text;
BEGIN
  FOR grantee IN
    SELECT DISTINCT CASE WHEN acl.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END
    FROM pg_class c, aclexplode(c.relacl) acl WHERE c.oid = 'audit_archive'::regclass AND acl.grantee <> c.relowner
  LOOP
    EXECUTE format('REVOKE ALL ON audit_archive FROM %s', grantee);
    EXECUTE format('GRANT SELECT ON audit_archive TO %s', grantee);
  END LOOP;
END $$;
