-- when retention takes a record away; zero for those that stay
ALTER TABLE record ADD COLUMN expires_at bigint NOT NULL DEFAULT 0;
CREATE INDEX record_expiry ON record (expires_at) WHERE expires_at > 0;
