-- What is to be done, and who does it: taken by one process at a time, which holds it until due_at and says in time that it goes on.
-- again_at: while it is held, the earliest time for which it was asked for once more; zero for none. lane: 0 somebody waits for it, 1 nobody does.
CREATE TABLE work (
  kind text NOT NULL, account bigint NOT NULL, subject text NOT NULL,
  lane bigint NOT NULL, due_at bigint NOT NULL, again_at bigint NOT NULL, holder text NOT NULL, attempts bigint NOT NULL, error text NOT NULL,
  PRIMARY KEY (kind, account, subject)
); -- clustered
CREATE INDEX work_due ON work (lane, due_at);

-- rules that wait to be weighed are work now
INSERT INTO work SELECT 'rules', owner, '', 1, 1, 0, '', 0, '' FROM rules_to_weigh;
DROP TABLE rules_to_weigh;
