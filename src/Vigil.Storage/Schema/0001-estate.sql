-- Written in the words of PostgreSQL; SqliteSession.Translate says what they are called in SQLite. Times are milliseconds since 1970, UTC; zero is none.
-- Numbers of things are given out by the table `numbering`, in both databases alike. Sets of numbers are the bytes of NumberSet.

CREATE TABLE numbering (name text PRIMARY KEY, next bigint NOT NULL); -- clustered

CREATE TABLE setting (name text PRIMARY KEY, value text NOT NULL); -- clustered

-- the generation that all standings rest on: one row, none before the first
CREATE TABLE generation (id bigint PRIMARY KEY, content text NOT NULL); -- table

-- distinct packages of all accounts, and where they stand: verdicts are marks of twelve bytes (flaw, meaning), little-endian
CREATE TABLE coordinate (
  id bigint PRIMARY KEY,
  ecosystem text NOT NULL, release text NOT NULL, name text NOT NULL, version text NOT NULL, arch text NOT NULL,
  module_stream text NOT NULL, source_name text NOT NULL, source_version text NOT NULL, repository text NOT NULL,
  state bigint NOT NULL, verdicts bytea NOT NULL,
  UNIQUE (name, version, ecosystem, release, arch, module_stream, source_name, source_version, repository)
); -- table

CREATE TABLE advisory_key (
  id bigint PRIMARY KEY, ecosystem text NOT NULL, release text NOT NULL, name text NOT NULL,
  UNIQUE (ecosystem, release, name)
); -- table

CREATE TABLE key_coordinate (key bigint NOT NULL, coordinate bigint NOT NULL, PRIMARY KEY (key, coordinate)); -- clustered

-- What is asked for stands in narrow rows, what is only shown in documents apart, so that a walk along many rows reads little.

-- what findings are about: flaws, open ports, weaknesses; the document holds the words that all findings of a flaw share
CREATE TABLE vulnerability (
  id bigint PRIMARY KEY, type bigint NOT NULL, name text NOT NULL,
  epss double precision NOT NULL, exploit bigint NOT NULL,
  UNIQUE (type, name)
); -- table
CREATE TABLE vulnerability_document (vulnerability bigint PRIMARY KEY, document bytea NOT NULL); -- table
CREATE INDEX vulnerability_epss ON vulnerability (epss, id);
CREATE INDEX vulnerability_name ON vulnerability (name, id);

CREATE TABLE vulnerability_alias (name text NOT NULL, vulnerability bigint NOT NULL, PRIMARY KEY (vulnerability, name)); -- clustered
CREATE INDEX vulnerability_alias_name ON vulnerability_alias (name, vulnerability);

-- what a flaw is to the packages of a resource: shared by all resources, of all accounts, on which it is the same
CREATE TABLE assessment (
  id bigint PRIMARY KEY, identity bytea NOT NULL UNIQUE, vulnerability bigint NOT NULL,
  type bigint NOT NULL, resource_type bigint NOT NULL, title text NOT NULL, severity bigint NOT NULL, score double precision NOT NULL,
  fix bigint NOT NULL, source text NOT NULL, vendor_severity text NOT NULL,
  protocol text NOT NULL, first_port bigint NOT NULL, last_port bigint NOT NULL, component_type text NOT NULL,
  detector text NOT NULL, file_path text NOT NULL
); -- table
CREATE INDEX assessment_vulnerability ON assessment (vulnerability, id);
CREATE INDEX assessment_title ON assessment (title, id);
CREATE INDEX assessment_source ON assessment (source, id);
CREATE INDEX assessment_vendor_severity ON assessment (vendor_severity, id);
CREATE TABLE assessment_document (assessment bigint PRIMARY KEY, document bytea NOT NULL); -- table

-- is_first: one for the first row of a name within an assessment
CREATE TABLE assessment_package (
  assessment bigint NOT NULL, place bigint NOT NULL,
  name text NOT NULL, epoch bigint NOT NULL, version text NOT NULL, release text NOT NULL, arch text NOT NULL,
  layer text NOT NULL, function_layer text NOT NULL, file_path text NOT NULL, is_first bigint NOT NULL,
  PRIMARY KEY (assessment, place)
); -- clustered
CREATE INDEX assessment_package_layer ON assessment_package (assessment) WHERE layer <> '' OR function_layer <> '';
CREATE INDEX assessment_package_name ON assessment_package (name, assessment);

-- several values of one kind: components of a path, their types, tags of a detector
CREATE TABLE assessment_label (assessment bigint NOT NULL, kind bigint NOT NULL, value text NOT NULL, PRIMARY KEY (kind, value, assessment)); -- clustered

CREATE TABLE resource (
  id bigint PRIMARY KEY, account bigint NOT NULL, name text NOT NULL, type bigint NOT NULL, kind bigint NOT NULL,
  region text NOT NULL, provider text NOT NULL, provider_account text NOT NULL, provider_org text NOT NULL,
  image_id text NOT NULL, network text NOT NULL, operating_system text NOT NULL,
  repository text NOT NULL, registry text NOT NULL, digest text NOT NULL, architecture text NOT NULL,
  pushed_at bigint NOT NULL, pulled_at bigint NOT NULL, in_use_at bigint NOT NULL, in_use_count bigint NOT NULL,
  function_name text NOT NULL, runtime text NOT NULL, role text NOT NULL, modified_at bigint NOT NULL,
  project text NOT NULL, project_provider text NOT NULL, visibility text NOT NULL, commit_id text NOT NULL,
  reachability bigint NOT NULL,
  UNIQUE (account, name)
); -- table
CREATE INDEX resource_type ON resource (account, type, id);
CREATE INDEX resource_pushed ON resource (account, pushed_at, id);
CREATE INDEX resource_repository ON resource (account, repository, id);
CREATE INDEX resource_registry ON resource (account, registry, id);
CREATE TABLE resource_document (resource bigint PRIMARY KEY, document bytea NOT NULL); -- table

-- the numbers of a resource's coordinates, and for each a digest of where it was seen
CREATE TABLE resource_contents (resource bigint PRIMARY KEY, coordinates bytea NOT NULL, places bytea NOT NULL); -- table

-- what a resource contains, with all evidence, as it was taken
CREATE TABLE inventory (resource bigint PRIMARY KEY, document bytea NOT NULL); -- table

-- several values of one kind: tags, tags of an image, subnets, layers of a function
CREATE TABLE resource_label (
  resource bigint NOT NULL, kind bigint NOT NULL, name text NOT NULL, value text NOT NULL,
  PRIMARY KEY (kind, name, value, resource)
); -- clustered
CREATE INDEX resource_label_resource ON resource_label (resource);

-- the resources of each coordinate, in blocks of 4096 resources, so that one resource changes few bytes of a coordinate that all have
CREATE TABLE coordinate_resources (
  coordinate bigint NOT NULL, block bigint NOT NULL, resources bytea NOT NULL,
  PRIMARY KEY (coordinate, block)
); -- clustered

CREATE TABLE coverage (
  account bigint NOT NULL, resource bigint NOT NULL, scan_type bigint NOT NULL,
  reason bigint NOT NULL, mode bigint NOT NULL, scanned_at bigint NOT NULL,
  PRIMARY KEY (account, resource, scan_type)
); -- clustered
CREATE INDEX coverage_type ON coverage (account, scan_type, resource);
CREATE INDEX coverage_scanned ON coverage (account, scanned_at, resource, scan_type);

-- while a finding is active it was last seen by the last scan of its resource; last_at holds the time when it is not
CREATE TABLE finding (
  id bigint PRIMARY KEY, account bigint NOT NULL, uid text NOT NULL, resource bigint NOT NULL, vulnerability bigint NOT NULL, assessment bigint NOT NULL,
  type bigint NOT NULL, status bigint NOT NULL, severity bigint NOT NULL, score double precision NOT NULL,
  first_at bigint NOT NULL, last_at bigint NOT NULL, updated_at bigint NOT NULL, closed_at bigint NOT NULL, closed_reason bigint NOT NULL
); -- table
CREATE UNIQUE INDEX finding_uid ON finding (uid);
CREATE INDEX finding_resource ON finding (account, status, resource, type, severity, id);
CREATE INDEX finding_assessment ON finding (account, status, assessment, id);
CREATE INDEX finding_first ON finding (account, status, first_at, id);
CREATE INDEX finding_severity ON finding (account, status, severity, id);
CREATE INDEX finding_score ON finding (account, status, score, id);
CREATE INDEX finding_updated ON finding (account, status, updated_at, id);
CREATE INDEX finding_closed ON finding (closed_at, id) WHERE status = 2;

-- what happened, in the order in which it was committed: history of findings, and what is still to be told to others.
-- kind: 0 a finding (subject: its number), 1 coverage, 2 a first scan (subject: number of the resource)
CREATE TABLE change (
  id bigint PRIMARY KEY, account bigint NOT NULL, kind bigint NOT NULL, subject bigint NOT NULL, at bigint NOT NULL,
  event bigint NOT NULL, status bigint NOT NULL, reason bigint NOT NULL
); -- table
CREATE INDEX change_finding ON change (subject, id) WHERE kind = 0 AND event > 0;

-- saved filters and rules that suppress; expires_at is zero for those that do not
CREATE TABLE filter (
  id bigint PRIMARY KEY, owner bigint NOT NULL, uid text NOT NULL UNIQUE, name text NOT NULL, action bigint NOT NULL,
  created_at bigint NOT NULL, updated_at bigint NOT NULL, expires_at bigint NOT NULL, document bytea NOT NULL,
  UNIQUE (owner, name)
); -- table

-- whose rules count for an account, when not its own
CREATE TABLE rule_owner (account bigint PRIMARY KEY, owner bigint NOT NULL); -- table
CREATE INDEX rule_owner_owner ON rule_owner (owner, account);

-- owners whose rules changed, until all findings were weighed by them again
CREATE TABLE rules_to_weigh (owner bigint PRIMARY KEY); -- table

-- stage: 0 matching again, 1 following to the resources, 2 done
CREATE TABLE delta (id bigint PRIMARY KEY, before text NOT NULL, after text NOT NULL, stage bigint NOT NULL); -- table

-- of the delta that is not done: coordinates to match again, then those that are judged otherwise
CREATE TABLE delta_coordinate (coordinate bigint PRIMARY KEY, state bigint NOT NULL, verdicts bytea NOT NULL); -- table
CREATE INDEX delta_coordinate_waiting ON delta_coordinate (coordinate) WHERE state < 0;

-- of the delta that is not done: resources to follow the changes to
CREATE TABLE delta_resource (resource bigint PRIMARY KEY); -- table
