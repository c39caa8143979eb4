-- The register: sources, companies, awards, measures, and the pages that state them.

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  id            TEXT PRIMARY KEY,
  name          TEXT NOT NULL,
  name_en       TEXT,
  organiser     TEXT NOT NULL,
  website       TEXT,
  url           TEXT,
  country       TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('award', 'ranking', 'benchmark', 'label')),
  counts        INTEGER NOT NULL CHECK (counts IN (0, 1)),
  judged_by     TEXT NOT NULL,
  pays_to_enter TEXT NOT NULL CHECK (pays_to_enter IN ('yes', 'no', 'unknown')),
  recipient     TEXT NOT NULL CHECK (recipient IN ('company', 'person', 'agent')),
  about_fr      TEXT NOT NULL,
  about_en      TEXT NOT NULL,
  held_from     INTEGER,
  held_to       INTEGER,
  label_offset  INTEGER NOT NULL,
  places        INTEGER NOT NULL,
  scale_low     INTEGER,
  scale_high    INTEGER,
  measure       TEXT,
  better        TEXT NOT NULL CHECK (better IN ('higher', 'lower'))
) STRICT, WITHOUT ROWID;

CREATE TABLE edition (
  source      TEXT NOT NULL REFERENCES source (id),
  label       TEXT NOT NULL,
  awarded     TEXT,
  status      TEXT NOT NULL CHECK (status IN ('held', 'cancelled', 'merged', 'double')),
  claimed     INTEGER,
  winners_min INTEGER,
  winners_max INTEGER,
  url         TEXT,
  note_fr     TEXT NOT NULL,
  note_en     TEXT NOT NULL,
  candidates  INTEGER,
  base_fr     TEXT NOT NULL DEFAULT '',
  base_en     TEXT NOT NULL DEFAULT '',
  new_method  INTEGER NOT NULL DEFAULT 0 CHECK (new_method IN (0, 1)),
  PRIMARY KEY (source, label)
) STRICT, WITHOUT ROWID;

CREATE TABLE sector (
  id      TEXT PRIMARY KEY,
  parent  TEXT REFERENCES sector (id) DEFERRABLE INITIALLY DEFERRED,
  name_fr TEXT NOT NULL,
  name_en TEXT NOT NULL,
  nace    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE company (
  id      TEXT PRIMARY KEY,
  name    TEXT NOT NULL,
  sector  TEXT REFERENCES sector (id),
  family  TEXT REFERENCES sector (id),
  country TEXT,
  level   TEXT NOT NULL CHECK (level IN ('brand', 'entity', 'group')),
  parent  TEXT REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
  origin  TEXT NOT NULL CHECK (origin IN ('declared', 'found'))
) STRICT, WITHOUT ROWID;

CREATE TABLE company_name (
  company    TEXT NOT NULL REFERENCES company (id),
  name       TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('today', 'spelling', 'former')),
  first_year INTEGER,
  last_year  INTEGER,
  url        TEXT,
  PRIMARY KEY (company, name, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE award (
  id        TEXT PRIMARY KEY,
  source    TEXT NOT NULL REFERENCES source (id),
  edition   TEXT NOT NULL,
  awarded   TEXT NOT NULL,
  year      INTEGER NOT NULL,
  category  TEXT NOT NULL,
  level     TEXT NOT NULL CHECK (level IN ('overall', 'sector', 'category', 'channel')),
  outcome   TEXT NOT NULL,
  place     INTEGER,
  tied      INTEGER CHECK (tied IN (0, 1)),
  recipient TEXT NOT NULL,
  company   TEXT REFERENCES company (id),
  printed   TEXT NOT NULL,
  person    TEXT,
  sector    TEXT REFERENCES sector (id),
  counts    INTEGER NOT NULL CHECK (counts IN (0, 1)),
  counting  TEXT NOT NULL,
  echo_of   TEXT REFERENCES source (id),
  evidence  TEXT NOT NULL CHECK (evidence IN ('stated', 'partial', 'derived')),
  FOREIGN KEY (source, edition) REFERENCES edition (source, label)
) STRICT, WITHOUT ROWID;

CREATE TABLE measure (
  id         TEXT PRIMARY KEY,
  source     TEXT NOT NULL REFERENCES source (id),
  edition    TEXT NOT NULL,
  awarded    TEXT NOT NULL,
  year       INTEGER NOT NULL,
  category   TEXT NOT NULL,
  level      TEXT NOT NULL CHECK (level IN ('overall', 'sector', 'category', 'channel')),
  company    TEXT REFERENCES company (id),
  sector     TEXT REFERENCES sector (id),
  value      REAL NOT NULL,
  printed    TEXT NOT NULL,
  scale_low  INTEGER,
  scale_high INTEGER,
  place      INTEGER,
  tied       INTEGER CHECK (tied IN (0, 1)),
  evidence   TEXT NOT NULL CHECK (evidence IN ('stated', 'partial', 'derived')),
  FOREIGN KEY (source, edition) REFERENCES edition (source, label)
) STRICT, WITHOUT ROWID;

CREATE TABLE award_witness (
  award    TEXT NOT NULL REFERENCES award (id),
  position INTEGER NOT NULL,
  url      TEXT NOT NULL,
  title    TEXT NOT NULL,
  printed  TEXT NOT NULL,
  category TEXT NOT NULL,
  person   TEXT NOT NULL,
  evidence TEXT NOT NULL CHECK (evidence IN ('stated', 'partial', 'derived')),
  remark   TEXT NOT NULL,
  file     TEXT NOT NULL,
  PRIMARY KEY (award, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE measure_witness (
  measure  TEXT NOT NULL REFERENCES measure (id),
  position INTEGER NOT NULL,
  url      TEXT NOT NULL,
  title    TEXT NOT NULL,
  printed  TEXT NOT NULL,
  category TEXT NOT NULL,
  evidence TEXT NOT NULL CHECK (evidence IN ('stated', 'partial', 'derived')),
  remark   TEXT NOT NULL,
  file     TEXT NOT NULL,
  PRIMARY KEY (measure, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE issue (
  position INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,
  what     TEXT NOT NULL,
  remedy   TEXT NOT NULL
) STRICT;

CREATE INDEX award_by_year ON award (year, counts, company);
CREATE INDEX award_by_company ON award (company, year);
CREATE INDEX award_by_source ON award (source, edition);
CREATE INDEX award_by_sector ON award (sector, year);
CREATE INDEX measure_by_source ON measure (source, edition);
CREATE INDEX measure_by_company ON measure (company, year);
CREATE INDEX measure_by_sector ON measure (sector, year);
CREATE INDEX company_by_sector ON company (family, sector);
CREATE INDEX company_by_name ON company_name (name COLLATE NOCASE);
