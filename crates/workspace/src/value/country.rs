//! Countries, by their ISO 3166-1 alpha-2 codes.

use super::wrong::Wrong;

/// The code of a source that belongs to no single country.
const INTERNATIONAL: &str = "INT";

/// The 249 officially assigned codes, as of 2026.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR \
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES \
    ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN \
    IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG \
    MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL \
    PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF \
    TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// The country of a source: a code, or `INT` for one of no single country.
pub fn source_country(text: &str) -> Result<String, Wrong> {
    let or_international =
        |wrong: Wrong| Wrong { remedy: format!("{}, or {INTERNATIONAL}", wrong.remedy), ..wrong };
    if text == INTERNATIONAL { Ok(text.into()) } else { country(text).map_err(or_international) }
}

/// The country of a company: a code.
pub fn country(text: &str) -> Result<String, Wrong> {
    if CODES.split(' ').any(|code| code == text) { Ok(text.into()) } else { Err(wrong(text)) }
}

fn wrong(text: &str) -> Wrong {
    let upper = text.to_uppercase();
    let meant = if upper == "UK" { "GB" } else { upper.as_str() };
    let remedy = if meant != text && CODES.split(' ').any(|code| code == meant) {
        format!("write {meant}")
    } else {
        "write its two capital letters, such as FR or GB".into()
    };
    Wrong::new("it is not the code of a country (ISO 3166)", remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_one_of_the_249_codes() {
        assert_eq!(CODES.split(' ').count(), 249);
        assert!(CODES.split(' ').is_sorted(), "the list must stay in order, so that a gap is seen");
        assert_eq!(country("FR"), Ok("FR".into()));
        assert_eq!(country("UK").unwrap_err().remedy, "write GB");
        assert_eq!(country("fr").unwrap_err().remedy, "write FR");
        assert!(country("INT").is_err());
        assert_eq!(source_country("INT"), Ok("INT".into()));
    }
}
