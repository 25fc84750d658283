-- when an inventory was taken, by the clock of whoever took it: one that comes late never overwrites a newer one
ALTER TABLE inventory ADD COLUMN taken_at bigint NOT NULL DEFAULT 0;
