-- Active findings, counted by what they are aggregated by, and changed in the transaction in which the findings change: Estates/FindingTallies.
-- A count that has become zero stays until retention takes it away.

CREATE TABLE tally_resource (
  account bigint NOT NULL, resource bigint NOT NULL, type bigint NOT NULL, severity bigint NOT NULL, n bigint NOT NULL,
  PRIMARY KEY (account, resource, type, severity)
); -- clustered

CREATE TABLE tally_title (
  account bigint NOT NULL, title text NOT NULL, vulnerability bigint NOT NULL,
  type bigint NOT NULL, resource_type bigint NOT NULL, severity bigint NOT NULL, fix bigint NOT NULL, n bigint NOT NULL,
  PRIMARY KEY (account, vulnerability, title, type, resource_type, severity, fix)
); -- clustered

CREATE TABLE tally_package (
  account bigint NOT NULL, name text NOT NULL, type bigint NOT NULL, resource_type bigint NOT NULL, severity bigint NOT NULL, n bigint NOT NULL,
  PRIMARY KEY (account, name, type, resource_type, severity)
); -- clustered

CREATE TABLE tally_layer (
  account bigint NOT NULL, resource bigint NOT NULL, layer text NOT NULL, function_layer text NOT NULL,
  type bigint NOT NULL, severity bigint NOT NULL, n bigint NOT NULL,
  PRIMARY KEY (account, resource, layer, function_layer, type, severity)
); -- clustered

INSERT INTO tally_resource
  SELECT account, resource, type, severity, count(*) FROM finding WHERE status = 0 GROUP BY account, resource, type, severity;

INSERT INTO tally_title
  SELECT f.account, a.title, a.vulnerability, f.type, a.resource_type, f.severity, a.fix, count(*)
  FROM finding f JOIN assessment a ON a.id = f.assessment WHERE f.status = 0
  GROUP BY f.account, a.title, a.vulnerability, f.type, a.resource_type, f.severity, a.fix;

INSERT INTO tally_package
  SELECT f.account, p.name, f.type, a.resource_type, f.severity, count(*)
  FROM finding f JOIN assessment a ON a.id = f.assessment JOIN assessment_package p ON p.assessment = a.id AND p.is_first = 1 WHERE f.status = 0
  GROUP BY f.account, p.name, f.type, a.resource_type, f.severity;

INSERT INTO tally_layer
  SELECT f.account, f.resource, p.layer, p.function_layer, f.type, f.severity, count(*)
  FROM finding f
  JOIN (SELECT DISTINCT assessment, layer, function_layer FROM assessment_package WHERE layer <> '' OR function_layer <> '') p ON p.assessment = f.assessment
  WHERE f.status = 0 GROUP BY f.account, f.resource, p.layer, p.function_layer, f.type, f.severity;
