-- settings and bookkeeping: small documents, JSON, by kind, account and key
CREATE TABLE record (
  kind text NOT NULL, account bigint NOT NULL, key text NOT NULL, version bigint NOT NULL, value bytea NOT NULL,
  PRIMARY KEY (kind, account, key)
); -- clustered
