//! BibTeX, RIS and CSL-JSON of a work.

use serde_json::json;

use crate::sharing::cite::Work;

/// The months as BibTeX abbreviates them.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Work<'_> {
    /// An entry that BibTeX and biblatex read; braces keep capitals and the name of the site whole.
    pub fn bibtex(&self) -> String {
        let day = self.imprint.day;
        let month = day.month().and_then(|month| MONTHS.get(usize::try_from(month - 1).ok()?));
        let month = month.map(|month| format!("  month = {month},\n")).unwrap_or_default();
        format!(
            "@misc{{{key},\n  author = {{{{{site}}}}},\n  title = {{{{{title}}}}},\n  year = {{{year}}},\n{month}  \
             url = {{{url}}},\n  urldate = {{{day}}},\n  language = {{{language}}},\n  \
             note = {{Palmar\\`es {version}}}\n}}",
            key = self.key(),
            site = tex(&self.imprint.site),
            title = tex(self.title),
            year = day.year(),
            url = self.url.replace(['{', '}'], ""),
            language = match self.imprint.language {
                "fr" => "french",
                "en" => "english",
                // The name by which babel knows the spelling of today.
                "de" => "ngerman",
                code => code,
            },
            version = tex(&self.imprint.version),
        )
    }

    /// An entry of type ELEC: a page on the web.
    pub fn ris(&self) -> String {
        let day = self.imprint.day;
        let date = day.to_string().replace('-', "/");
        let lines = [
            ("TY", "ELEC".to_owned()),
            ("AU", self.imprint.site.clone()),
            ("TI", self.title.to_owned()),
            ("PB", self.imprint.site.clone()),
            ("PY", day.year().to_string()),
            ("DA", date.clone()),
            ("Y2", date),
            ("UR", self.url.to_owned()),
            ("LA", self.imprint.language.to_owned()),
        ];
        let line = |(tag, text): (&str, String)| format!("{tag}  - {}\n", spaced(&text));
        lines.into_iter().map(line).collect::<String>() + "ER  - "
    }

    /// A list of one entry, as citeproc reads it.
    pub fn csl(&self) -> String {
        let day = self.imprint.day;
        let parts: Vec<i64> = [Some(day.year().get()), day.month().map(i64::from), day.day().map(i64::from)]
            .into_iter()
            .flatten()
            .collect();
        let site = spaced(&self.imprint.site);
        let entry = json!([{
            "id": self.key(), "type": "webpage", "title": spaced(self.title),
            "author": [{ "literal": site }], "container-title": site, "URL": self.url,
            "issued": { "date-parts": [parts] }, "accessed": { "date-parts": [parts] },
            "language": self.imprint.language, "version": self.imprint.version,
        }]);
        serde_json::to_string(&entry).expect("plain values are always JSON")
    }
}

/// A text with plain spaces: fonts of typesetting programs often lack the narrow one.
fn spaced(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}', '\n', '\r', '\t'], " ")
}

/// A text that TeX prints as it is.
fn tex(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in spaced(text).chars() {
        match sign {
            '&' | '%' | '$' | '#' | '_' => safe.extend(['\\', sign]),
            '{' => safe.push('('),
            '}' => safe.push(')'),
            '~' => safe.push_str("\\textasciitilde "),
            '^' => safe.push_str("\\textasciicircum "),
            '\\' => safe.push_str("\\textbackslash "),
            plain => safe.push(plain),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use crate::sharing::cite::Imprint;
    use crate::sharing::cite::records::*;

    fn imprint() -> Imprint {
        Imprint {
            site: "Le prix & co".into(),
            day: "2026-11-21".parse().unwrap(),
            language: "fr",
            version: "0.1.0".into(),
        }
    }

    #[test]
    fn a_title_of_signs_leaves_every_format_whole() {
        let imprint = imprint();
        let title = "100\u{202f}% {de} \\ \"AT&T\"\nER  - _x";
        let work = Work { imprint: &imprint, title, url: "https://example.org/p/classement/2012.html#a" };
        let bibtex = work.bibtex();
        assert_eq!(bibtex.matches('{').count(), bibtex.matches('}').count(), "{bibtex}");
        assert!(
            bibtex.contains("title = {{100 \\% (de) \\textbackslash  \"AT\\&T\" ER  - \\_x}}"),
            "{bibtex}"
        );
        assert!(bibtex.starts_with("@misc{p_classement_2012_a_20261121,"), "{bibtex}");
        let ris = work.ris();
        assert!(ris.starts_with("TY  - ELEC\n") && ris.ends_with("\nER  - "), "{ris}");
        assert_eq!(ris.lines().filter(|line| line.starts_with("ER")).count(), 1, "{ris}");
        let csl: serde_json::Value = serde_json::from_str(&work.csl()).unwrap();
        assert_eq!(csl[0]["issued"]["date-parts"], json!([[2026, 11, 21]]));
        assert_eq!(csl[0]["URL"], "https://example.org/p/classement/2012.html#a");
    }
}
