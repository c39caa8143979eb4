-- What readers with another program find beside the tables. Sums are cast: DuckDB reads an uncast count in a view as a
-- blob. No view ranks or scores: the weights and the method of a workspace are applied once, in `standing`.

CREATE INDEX award_by_year ON award (year, counts, company);
CREATE INDEX award_by_company ON award (company, year);
CREATE INDEX award_by_source ON award (source, edition);
CREATE INDEX award_by_sector ON award (sector, year);
CREATE INDEX measure_by_source ON measure (source, edition);
CREATE INDEX measure_by_company ON measure (company, year);
CREATE INDEX measure_by_sector ON measure (sector, year);
CREATE INDEX company_by_sector ON company (family, sector);
CREATE INDEX company_by_name ON company_name (name COLLATE NOCASE);
CREATE INDEX standing_by_rank ON standing (country, from_year, to_year, rank);
CREATE INDEX standing_by_company ON standing (company, from_year);

-- The default leaderboard of each year.
CREATE VIEW leaderboard AS
SELECT standing.from_year AS year,
       standing.rank AS rank,
       company.id AS company,
       company.name AS name,
       sector.name_fr AS sector_fr,
       sector.name_en AS sector_en,
       standing.score AS score,
       standing.competitions AS competitions,
       standing.awards AS awards
FROM standing
JOIN company ON company.id = standing.company
LEFT JOIN sector ON sector.id = standing.family
WHERE standing.from_year = standing.to_year
  AND standing.country = coalesce((SELECT value FROM setting WHERE key = 'country'), 'all');

CREATE VIEW awards_readable AS
SELECT award.year AS year,
       award.awarded AS awarded,
       source.name AS source,
       award.edition AS edition,
       award.category AS category,
       award.level AS level,
       award.outcome AS outcome,
       award.place AS place,
       company.name AS company,
       award.printed AS printed_as,
       award.person AS person,
       sector.name_fr AS sector_fr,
       sector.name_en AS sector_en,
       award.counts AS counts,
       award.counting AS counting,
       award.evidence AS evidence,
       (SELECT url FROM award_witness WHERE award_witness.award = award.id ORDER BY position LIMIT 1) AS url,
       CAST((SELECT count(*) FROM award_witness WHERE award_witness.award = award.id) AS INTEGER) AS witnesses,
       award.id AS id
FROM award
JOIN source ON source.id = award.source
LEFT JOIN company ON company.id = award.company
LEFT JOIN sector ON sector.id = award.sector;

CREATE VIEW measures_readable AS
SELECT measure.year AS year,
       measure.awarded AS awarded,
       source.name AS source,
       measure.edition AS edition,
       measure.category AS category,
       measure.level AS level,
       company.name AS company,
       CASE WHEN measure.company IS NULL THEN 'average' ELSE 'company' END AS subject,
       measure.value AS value,
       measure.scale_low AS scale_low,
       measure.scale_high AS scale_high,
       measure.place AS place,
       sector.name_fr AS sector_fr,
       sector.name_en AS sector_en,
       source.measure AS describes,
       measure.evidence AS evidence,
       (SELECT url FROM measure_witness WHERE measure_witness.measure = measure.id ORDER BY position LIMIT 1) AS url,
       measure.id AS id
FROM measure
JOIN source ON source.id = measure.source
LEFT JOIN company ON company.id = measure.company
LEFT JOIN sector ON sector.id = measure.sector;

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
