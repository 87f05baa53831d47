-- Two roles for PostgreSQL: huan_owner owns the tables and migrates, huan works with them.
--
-- The owner of a table may drop its triggers; whoever holds the application's password should not
-- be able to. Run as the database's superuser, in the product's database, after every `migrate`:
--   psql -v owner=huan_owner -v app=huan -f docs/operations/postgresql/roles.sql huan
-- It may be run as often as one likes.

SELECT format('CREATE ROLE %I LOGIN', :'owner')
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner') \gexec
SELECT format('CREATE ROLE %I LOGIN', :'app')
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'app') \gexec

ALTER ROLE :"app" NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;

-- Everything belongs to the owner.
SELECT format('ALTER %s public.%I OWNER TO %I',
              CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, relname, :'owner')
  FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
 UNION ALL
SELECT format('ALTER SEQUENCE public.%I OWNER TO %I', c.relname, :'owner')
  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i')) \gexec
SELECT format('ALTER FUNCTION %s OWNER TO %I', p.oid::regprocedure, :'owner')
  FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace \gexec
ALTER SCHEMA public OWNER TO :"owner";

-- The application reads and writes rows, and nothing else.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM :"app";
GRANT USAGE ON SCHEMA public TO :"app";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"app";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO :"app";

-- What only grows, it may only add to. Personal answers may go, where a trigger asks why.
REVOKE UPDATE, DELETE ON
  workflows_event, workflows_registeraccess, workflows_signinattempt, workflows_dibaoentry,
  workflows_leaf, workflows_checkpoint, workflows_erasure, documents_package, documents_packageuse FROM :"app";
REVOKE UPDATE ON workflows_personalanswers FROM :"app";
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM :"app";
