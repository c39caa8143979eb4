//! What is doubted of the records of a workspace, and what is not.

use super::*;
use model::{Company, CompanyId, Origin};

fn doubts(declared: &[&str], name: &str) -> Option<Doubt> {
    let companies: Vec<Company> = declared
        .iter()
        .map(|name| Company::named(CompanyId::new("c").unwrap(), name, Origin::Declared))
        .collect();
    of_company(name, &Known::new(&companies))
}

#[test]
fn each_doubt_has_its_names() {
    for (name, doubt) in [
        ("N/A", Doubt::Placeholder),
        ("0", Doubt::Number),
        ("87,5 %", Doubt::Number),
        ("12/06/2024", Doubt::Number),
        ("12 juin", Doubt::Number),
        ("#REF!", Doubt::SheetError),
        ("Lauréat", Doubt::Heading),
        ("LLC", Doubt::LegalForm),
        ("Le service client est au rendez-vous", Doubt::Sentence),
        ("L&#8217;Oréal", Doubt::Markup),
        ("<b>MAIF</b>", Doubt::Markup),
        ("https://example.org", Doubt::Address),
        ("CrÃ©dit Agricole", Doubt::Mojibake("Crédit Agricole".into())),
        ("Cr\u{fffd}dit", Doubt::LostLetters),
        ("Fortuneo\nMAIF", Doubt::LineBreak),
        ("Ora\u{200b}nge", Doubt::Invisible("Orange".into())),
        ("Аmazon", Doubt::LookAlike("Amazon".into())),
        ("Free ex æquo SFR", Doubt::Joined("Free".into(), "SFR".into())),
    ] {
        assert_eq!(doubts(&[], name), Some(doubt), "{name}");
    }
}

#[test]
fn a_declared_name_is_never_doubtful() {
    for name in ["N/A", "Free ex æquo SFR", "118 218", "Le service est un métier", "LLC", "Total"] {
        assert_eq!(doubts(&[name], name), None, "{name}");
    }
    let mended = Doubt::Invisible("Orange".into());
    assert_eq!(
        doubts(&["Orange"], "Ora\u{ad}nge"),
        Some(mended),
        "it is compared alike, and printed otherwise"
    );
    assert_eq!(doubts(&["Orange"], "ORANGE"), None);
}

#[test]
fn two_known_companies_are_not_one() {
    let joined = |one: &str, other: &str| Some(Doubt::Joined(one.into(), other.into()));
    for sign in [" & ", " et ", ", ", " / ", " + ", " und "] {
        assert_eq!(
            doubts(&["MACIF", "MAIF"], &format!("MACIF{sign}MAIF")),
            joined("MACIF", "MAIF"),
            "{sign}"
        );
    }
    assert_eq!(doubts(&["MACIF"], "MACIF & Fils"), None);
    assert_eq!(doubts(&["EDF"], "EDF pour la 3e fois"), Some(Doubt::GoesOn("EDF".into())));
}
