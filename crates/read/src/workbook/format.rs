//! Number formats: a stored number as the sheet shows it (ECMA-376, 18.8.30 and 18.8.31).

/// The code of a format that every workbook has; nothing for those that show a number as it is.
pub(super) fn built_in(id: usize) -> Option<&'static str> {
    Some(match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14..=16 | 22 => "yyyy-mm-dd",
        17 => "yyyy-mm",
        18..=21 | 45..=47 => "h:mm",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        _ => return None,
    })
}

/// A number as it is shown; as it is stored where its format is one of fractions, powers or times.
pub(super) fn shown(number: f64, code: Option<&str>, from_1904: bool) -> String {
    let Some(code) = code.filter(|code| !code.eq_ignore_ascii_case("general")) else { return plain(number) };
    let sections = sections(code);
    let (section, number) = match (sections.as_slice(), number) {
        ([_, negative, ..], n) if n < 0.0 => (negative, -n),
        ([_, _, zero, ..], 0.0) => (zero, 0.0),
        ([first, ..], n) => (first, n),
        ([], n) => return plain(n),
    };
    if section.letters.is_empty() { numeric(number, section) } else { dated(number, section, from_1904) }
}

/// The parts of a format for positive and negative numbers, zero and text.
#[derive(Default)]
struct FormatSection {
    before: String,
    /// Signs that place digits: `0 # ? . , / E`.
    digits: String,
    after: String,
    percent: bool,
    /// The letters of days and times.
    letters: String,
}

fn sections(code: &str) -> Vec<FormatSection> {
    let mut all = vec![FormatSection::default()];
    let mut signs = code.chars().peekable();
    while let Some(sign) = signs.next() {
        let section = all.last_mut().expect("there is one from the start");
        match sign {
            ';' => all.push(FormatSection::default()),
            '"' => signs.by_ref().take_while(|c| *c != '"').for_each(|c| section.text(c)),
            '\\' => signs.next().into_iter().for_each(|c| section.text(c)),
            '_' | '*' => drop(signs.next()),
            '[' => {
                let inside: String = signs.by_ref().take_while(|c| *c != ']').collect();
                // A currency is text; colours, conditions and languages are not.
                let currency =
                    inside.strip_prefix('$').map(|rest| rest.split('-').next().unwrap_or_default());
                currency.unwrap_or_default().chars().for_each(|c| section.text(c));
                if matches!(inside.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    section.letters.push_str(&inside);
                }
            }
            '0' | '#' | '?' | '.' | ',' => section.digits.push(sign),
            '/' if section.letters.is_empty() && !section.digits.is_empty() => section.digits.push(sign),
            'E' | 'e' if !section.digits.is_empty() => section.digits.push('E'),
            '%' => {
                section.percent = true;
                section.text('%');
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => {
                section.letters.push(sign.to_ascii_lowercase());
            }
            '@' => {}
            other => section.text(other),
        }
    }
    all
}

impl FormatSection {
    fn text(&mut self, sign: char) {
        if self.digits.is_empty() { self.before.push(sign) } else { self.after.push(sign) }
    }
}

fn numeric(number: f64, section: &FormatSection) -> String {
    let digits = &section.digits;
    if digits.contains(['/', 'E']) {
        return plain(number);
    }
    if digits.is_empty() {
        return section.before.trim().to_owned();
    }
    let number = if section.percent { number * 100.0 } else { number };
    let thousands = digits.len() - digits.trim_end_matches(',').len();
    let number = number / 1000_f64.powi(i32::try_from(thousands).unwrap_or(0));
    let decimals = digits.split_once('.').map_or("", |(_, decimals)| decimals);
    let most = decimals.chars().filter(|c| matches!(c, '0' | '#' | '?')).count().min(15);
    let least = decimals.chars().filter(|c| *c == '0').count();
    let mut fixed = rounded(number, most);
    let shortest = fixed.find('.').map_or(fixed.len(), |point| point + 1 + least);
    while fixed.len() > shortest && fixed.ends_with('0') {
        fixed.pop();
    }
    let fixed = fixed.trim_end_matches('.');
    let blank = if section.percent && !section.after.starts_with(' ') { " " } else { "" };
    format!("{}{fixed}{blank}{}", section.before, section.after).trim().to_owned()
}

/// Rounded by the number as it is shown to 15 digits, a half away from zero: 2.675 is 2.68.
fn rounded(number: f64, decimals: usize) -> String {
    let scale = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    match plain(number * scale).parse::<f64>() {
        Ok(scaled) if scaled.abs() < 1e15 => format!("{:.decimals$}", scaled.round() / scale),
        _ => plain(number),
    }
}

/// A day as far as its format shows it; a time of day as hours and minutes.
fn dated(number: f64, section: &FormatSection, from_1904: bool) -> String {
    let has = |letter: char| section.letters.contains(letter);
    if !has('y') && !has('d') {
        let minutes = (number.fract() * 1440.0).round() as i64;
        return format!("{:02}:{:02}", minutes / 60, minutes % 60);
    }
    let Some((year, month, day)) = day(number.floor() as i64, from_1904) else { return plain(number) };
    match (has('m'), has('d')) {
        (false, false) => format!("{year}"),
        (true, false) => format!("{year}-{month:02}"),
        (_, true) => format!("{year}-{month:02}-{day:02}"),
    }
}

/// The day of a number. Those of 1900 count a 29 February that never was, so they begin a day later.
fn day(number: i64, from_1904: bool) -> Option<(i64, i64, i64)> {
    let epoch = match (from_1904, number) {
        (true, _) => -24_107,
        (false, ..=59) => -25_568,
        (false, _) => -25_569,
    };
    if !(0..3_000_000).contains(&number) {
        return None;
    }
    // Days from 1970 to the civil calendar, by eras of 400 years that begin on 1 March.
    let days = number + epoch + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    Some((year_of_era + era * 400 + i64::from(month <= 2), month, day))
}

/// A number without a format: 15 digits, so that 92.599999999999994 is 92.6 again.
pub(super) fn plain(number: f64) -> String {
    if !number.is_finite() || number.abs() >= 1e15 {
        return number.to_string();
    }
    let whole = number.abs().log10().max(0.0).floor() as usize + 1;
    let fixed = format!("{number:.*}", 15_usize.saturating_sub(whole));
    if fixed.contains('.') { fixed.trim_end_matches('0').trim_end_matches('.').to_owned() } else { fixed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_a_sheet_shows_them() {
        for (number, code, wanted) in [
            (92.6 - 1e-14, "General", "92.6"),
            (0.875, "0.0%", "87.5 %"),
            (0.875, "0 %", "88 %"),
            (2.675, "0.00", "2.68"),
            (1234.0, "#,##0", "1234"),
            (7.5, "0.##", "7.5"),
            (7.0, "0.##", "7"),
            (8.7, "0.0\"/10\"", "8.7/10"),
            (1.0, "0\"er\"", "1er"),
            (3.0, "\"n°\" 0", "n° 3"),
            (-4.0, "0;(0)", "(4)"),
            (5.0, ";;;", ""),
            (12.5, "[Red]0.0 [$€-40C]", "12.5 €"),
            (45_413.0, "dd/mm/yyyy", "2024-05-01"),
            (45_413.0, "[$-40C]d mmmm yyyy;@", "2024-05-01"),
            (45_413.0, "mmm-yy", "2024-05"),
            (45_413.0, "yyyy", "2024"),
            (45_413.75, "hh:mm", "18:00"),
            (1.0, "yyyy-mm-dd", "1900-01-01"),
            (0.5, "# ?/?", "0.5"),
        ] {
            assert_eq!(shown(number, Some(code), false), wanted, "{number} as {code}");
        }
        assert_eq!(shown(43_951.0, Some("yyyy-mm-dd"), true), "2024-05-01");
    }
}
