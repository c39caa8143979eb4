-- The words of the archived page that state an award or a measure: the snapshot's SHA-256 and time, where the line
-- stands, and which characters of the excerpt, counted from 0, name the winner. Lines of hand-kept files have none.

CREATE TABLE award_passage (
  award       TEXT NOT NULL,
  position    INTEGER NOT NULL,
  snapshot    TEXT NOT NULL,
  seen        TEXT NOT NULL,
  place       TEXT NOT NULL,
  line        INTEGER NOT NULL,
  excerpt     TEXT NOT NULL,
  marked_from INTEGER NOT NULL,
  marked_to   INTEGER NOT NULL,
  PRIMARY KEY (award, position),
  FOREIGN KEY (award, position) REFERENCES award_witness (award, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE measure_passage (
  measure     TEXT NOT NULL,
  position    INTEGER NOT NULL,
  snapshot    TEXT NOT NULL,
  seen        TEXT NOT NULL,
  place       TEXT NOT NULL,
  line        INTEGER NOT NULL,
  excerpt     TEXT NOT NULL,
  marked_from INTEGER NOT NULL,
  marked_to   INTEGER NOT NULL,
  PRIMARY KEY (measure, position),
  FOREIGN KEY (measure, position) REFERENCES measure_witness (measure, position)
) STRICT, WITHOUT ROWID;

CREATE VIEW passages_readable AS
SELECT award_witness.url AS url,
       award_passage.seen AS seen,
       award_passage.snapshot AS sha256,
       award_passage.line AS line,
       award_passage.excerpt AS excerpt,
       substr(award_passage.excerpt, marked_from + 1, marked_to - marked_from) AS marked,
       award_witness.evidence AS evidence,
       award_passage.award AS award
FROM award_passage
JOIN award_witness USING (award, position);
