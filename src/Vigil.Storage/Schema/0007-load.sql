-- Resources that contain other coordinates than those under which the index by coordinate, coordinate_resources, has them: under the ones here, none for a new
-- resource. They are filed many at a time, so that a block changes once for many of them, and before a delta follows to resources.
CREATE TABLE resource_unfiled (resource bigint PRIMARY KEY, coordinates bytea NOT NULL); -- table

-- orders of findings
CREATE INDEX assessment_protocol ON assessment (protocol, id);
CREATE INDEX assessment_component ON assessment (component_type, id);

-- counts change all the time: with room beside them they do so in their place, without new entries of indexes
-- postgres: ALTER TABLE tally_resource SET (fillfactor = 60);
-- postgres: ALTER TABLE tally_title SET (fillfactor = 60);
-- postgres: ALTER TABLE tally_package SET (fillfactor = 60);
-- postgres: ALTER TABLE coordinate_resources SET (fillfactor = 70);
