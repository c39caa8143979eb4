-- For readers with another program. Sums are cast: DuckDB reads an uncast count in a view as a blob.

CREATE VIEW leaderboard AS
WITH score AS (
  SELECT award.year AS year,
         award.company AS company,
         CAST(count(DISTINCT award.source) AS INTEGER) AS competitions,
         CAST(count(*) AS INTEGER) AS awards
  FROM award
  JOIN source ON source.id = award.source
  WHERE award.counts = 1
    AND source.country = coalesce((SELECT value FROM setting WHERE key = 'country'), source.country)
  GROUP BY award.year, award.company
)
SELECT score.year AS year,
       CAST(rank() OVER (PARTITION BY score.year ORDER BY competitions DESC, awards DESC) AS INTEGER) AS rank,
       company.id AS company,
       company.name AS name,
       sector.name_fr AS sector_fr,
       sector.name_en AS sector_en,
       score.competitions AS competitions,
       score.awards AS awards
FROM score
JOIN company ON company.id = score.company
LEFT JOIN sector ON sector.id = company.family;

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
