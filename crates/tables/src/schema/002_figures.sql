-- The figures that the site publishes, and what others published.

CREATE TABLE standing (
  country       TEXT NOT NULL,
  from_year     INTEGER NOT NULL,
  to_year       INTEGER NOT NULL,
  method        TEXT NOT NULL,
  company       TEXT NOT NULL REFERENCES company (id),
  rank          INTEGER NOT NULL,
  tied          INTEGER NOT NULL CHECK (tied IN (0, 1)),
  family        TEXT REFERENCES sector (id),
  score         REAL NOT NULL,
  competitions  INTEGER NOT NULL,
  awards        INTEGER NOT NULL,
  previous_rank INTEGER,
  new           INTEGER NOT NULL CHECK (new IN (0, 1)),
  streak        INTEGER NOT NULL,
  PRIMARY KEY (country, from_year, to_year, method, company)
) STRICT, WITHOUT ROWID;

CREATE TABLE coverage (
  source  TEXT NOT NULL REFERENCES source (id),
  year    INTEGER NOT NULL,
  state   TEXT NOT NULL CHECK (state IN ('complete', 'partial', 'not-found', 'not-held', 'not-allowed')),
  found   INTEGER,
  claimed INTEGER,
  PRIMARY KEY (source, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE published (
  position INTEGER PRIMARY KEY,
  period   TEXT NOT NULL,
  figure   TEXT NOT NULL,
  value    TEXT NOT NULL,
  company  TEXT NOT NULL,
  ours     TEXT,
  gap      INTEGER,
  cause    TEXT NOT NULL,
  url      TEXT NOT NULL,
  evidence TEXT NOT NULL
) STRICT;

CREATE INDEX standing_by_rank ON standing (country, from_year, to_year, rank);
CREATE INDEX standing_by_company ON standing (company, from_year);
