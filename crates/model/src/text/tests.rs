//! Laws of folding, and the names that taught them.

use proptest::prelude::*;

use super::*;
use crate::CompanyId;

#[track_caller]
fn joined(names: &[&str]) {
    for name in names {
        assert_eq!(key(name), key(names[0]), "{name:?} and {:?} are one company", names[0]);
    }
}

#[track_caller]
fn apart(names: &[&str]) {
    for (at, name) in names.iter().enumerate() {
        for other in &names[..at] {
            assert_ne!(key(name), key(other), "{name:?} and {other:?} are two companies");
        }
    }
}

#[test]
fn spellings_of_one_company_join() {
    joined(&["Mercedes-Benz", "MERCEDES-BENZ", "Mercedes -Benz", "Mercedes Benz", "Mercedes–Benz"]);
    joined(&["Canal+", "Canal +", "Canal Plus", "CANAL PLUS"]);
    joined(&["Maif", "MAIF", "la Maif"]);
    joined(&["Les Jardins de Gaia", "Les-Jardins de Gaia", "LES JARDINS-DE-GAIA"]);
    joined(&["L'Oréal", "L’Oréal", "L´Oreal", "l`ORÉAL"]);
    joined(&["Moët & Chandon", "Moët et Chandon", "MOET AND CHANDON", "Moët + Chandon"]);
    joined(&["St Michel", "Saint Michel", "Saint-Michel", "St. Michel"]);
    joined(&["Leaseplan", "LeasePlan", "Lease Plan"]);
    joined(&["McDonald's", "McDonald’s", "McDonalds"]);
    joined(&["U.S. Cellular", "US Cellular"]);
    joined(&["H-E-B", "HEB"]);
    joined(&["LV", "LV="]);
    joined(&["Century 21", "Century XXI"]);
    joined(&["Cœur de Lion", "COEUR DE LION"]);
    joined(&["Nespresso", "Nespresso™", "NESPRESSO®"]);
}

#[test]
fn companies_with_like_names_stay_apart() {
    apart(&["Nestlé", "Nespresso"]);
    apart(&["MAIF", "MACIF", "MAAF", "MMA"]);
    apart(&["Orange", "Orange Bank"]);
    apart(&["Free", "Free Mobile"]);
    apart(&["La Poste", "La Banque Postale"]);
    apart(&["Air France", "Air", "Air France-KLM"]);
    apart(&["Banque de France", "Banque"]);
    apart(&["Groupe Mutuel", "Mutuel"]);
    apart(&["Crédit Agricole", "Crédit Agricole Île-de-France"]);
    apart(&["DHL", "DHL Express"]);
    apart(&["K par K", "K"]);
    apart(&["Courtyard by Marriott", "Courtyard"]);
    apart(&["M&S", "M&S Bank", "M&S Food"]);
    apart(&["Caudalie", "Caudalie Spa"]);
    apart(&["Banque CIC", "Banque"]);
    apart(&["Rothschild", "Rothschild & Co"]);
    apart(&["Total", "Total Direct Énergie", "Direct Energie"]);
    apart(&["H&M", "HM"]);
    apart(&["!!!", "???"]);
}

#[test]
fn legal_forms_in_front_of_a_name_or_glued_to_it_are_dropped() {
    joined(&[
        "トヨタ自動車",
        "トヨタ自動車株式会社",
        "株式会社トヨタ自動車",
        "㈱トヨタ自動車",
        "(株)トヨタ自動車",
    ]);
    joined(&["삼성전자", "주식회사 삼성전자", "㈜삼성전자", "삼성전자(주)"]);
    joined(&["华为技术", "华为技术有限公司", "华为技术股份有限公司"]);
    joined(&["ปตท.", "บริษัท ปตท. จำกัด (มหาชน)", "บริษัท ปตท. จำกัด"]);
    joined(&["Telkom Indonesia", "PT Telkom Indonesia Tbk", "PT. Telkom Indonesia (Persero) Tbk."]);
    joined(&["Enel", "Enel S.p.A.", "ENEL SpA"]);
    joined(&["Mercadona", "Mercadona, S.A.", "Mercadona S.A.U.", "Mercadona, S.L."]);
    joined(&["Vinamilk", "Công ty Cổ phần Vinamilk"]);
    joined(&["Cemex", "Cemex, S.A.B. de C.V."]);
    joined(&["Orlen", "Orlen sp. z o.o.", "Orlen S.A."]);
    joined(&["Aston Martin", "Aston Martin, Inc.", "Aston Martin Co., Ltd."]);
    apart(&["주식회사 삼성전자", "주식회사 현대자동차"]);
    apart(&["PTT", "PT T"]);
}

#[test]
fn a_legal_form_alone_is_no_name() {
    for form in
        ["Inc", "Inc.", "LLC", "S.A.", "Co., Ltd.", "GmbH & Co. KG", "株式会社", "주식회사", "SpA", "plc"]
    {
        assert!(is_legal_form(form), "{form}");
    }
    for name in
        ["Incyte", "Spa", "MAIF", "Danone SA", "Cos d'Estournel", "", "Costco", "トヨタ自動車株式会社"]
    {
        assert!(!is_legal_form(name), "{name}");
    }
}

#[test]
fn legal_forms_of_each_country_are_dropped_from_the_end_only() {
    joined(&[
        "Danone",
        "Danone SA",
        "DANONE S.A.",
        "Danone S. A.",
        "Danone, SA",
        "Danone (SAS)",
        "Danone Sàrl",
    ]);
    joined(&["Bruneau", "SAS Bruneau", "SA Bruneau SAS"]);
    joined(&["Danone", "Danone Société Anonyme", "Danone Aktiengesellschaft"]);
    joined(&["Haspa", "Haspa AG", "Haspa GmbH", "Haspa GmbH & Co. KG", "Haspa e.V."]);
    joined(&["Telefónica Germany", "Telefonica Germany GmbH & Co. OHG"]);
    joined(&["Tesco", "Tesco plc", "TESCO PLC", "Tesco Ltd."]);
    joined(&["Apple", "Apple Inc.", "Apple, Inc"]);
    joined(&["Southern Co.", "Southern Company"]);
    joined(&["Enel", "Enel SpA", "Enel S.p.A."]);
    joined(&["Philips", "Philips N.V.", "Philips BV"]);
    joined(&["Iberdrola", "Iberdrola S.A.U.", "Iberdrola SL"]);
    apart(&["SA", "SAS", "Limited", "AG2R"]);
}

#[test]
fn domain_endings_are_dropped() {
    joined(&["Amazon", "Amazon.fr", "Amazon.co.uk", "amazon.com", "www.amazon.de"]);
    joined(&["Vente-privée", "vente-privee.com", "Vente privée"]);
    joined(&["la Redoute", "La Redoute.fr"]);
    joined(&["3 SUISSES", "3Suisses.fr"]);
    apart(&["OUI.sncf", "OUI"]);
}

#[test]
fn a_step_can_be_switched_off() {
    let but = |step| JOINING.iter().copied().filter(|s| *s != step).collect::<Vec<_>>();
    assert_eq!(fold_with("Amazon.fr", &but(Step::Domains)), "amazonfr");
    assert_eq!(fold_with("La Redoute", &but(Step::Articles)), "laredoute");
    assert_eq!(fold_with("Leroy-Merlin", &but(Step::Spaces)), "leroy merlin");
    assert_eq!(fold_with("DHL Express France", &but(Step::Country)), "dhlexpressfrance");
    assert_eq!(fold_with("Groupe La Poste", &but(Step::Group)), "groupelaposte");
    assert_eq!(fold_with("AXA Assurances", Step::ALL), "axa");
}

#[test]
fn joining_takes_every_step_but_what_is_often_added() {
    let left_out: Vec<_> = Step::ALL.iter().filter(|step| !JOINING.contains(step)).collect();
    assert_eq!(left_out, [&Step::Qualifiers]);
}

#[test]
fn a_group_and_its_name_are_one_competitor_and_so_is_a_name_in_france() {
    joined(&["La Poste", "Groupe La Poste", "Le Groupe La Poste", "GROUPE LA POSTE SA"]);
    joined(&["Otto", "Otto Group", "The Otto Group"]);
    joined(&["DHL Express", "DHL Express France", "DHL EXPRESS (France)"]);
}

#[test]
fn an_agency_and_a_former_name_that_say_so_are_dropped() {
    joined(&["LDLC", "LDLC (agence Publicis)", "LDLC – agence Publicis", "LDLC avec l’agence Publicis"]);
    joined(&["SNCF", "SNCF / agency BETC", "SNCF with agency BETC Paris"]);
    joined(&[
        "Veepee",
        "Veepee (ex-Vente-privée)",
        "VEEPEE (ex Vente-privée.com)",
        "Veepee (anciennement Vente-privée)",
    ]);
    apart(&["Agence France Presse", "Agence", "Orpi Agence du Port", "Orpi"]);
}

#[test]
fn headings_fold_number_accents_and_case() {
    let same = |a: &str, b: &str| assert_eq!(heading(a), heading(b));
    same("Opérateurs de Téléphonie fixe et Internet", "opérateur(s) de téléphonie fixe et internet");
    same("plateforme de réservations", "Plateforme de réservation");
    same("Entreprises de services", "entreprise de service");
    same("Fournisseurs d'accès à Internet", "fournisseur d’acces à internet");
    same("L'assurance", "Assurance");
    same("l'él'la", "la");
    assert_ne!(heading("téléphonie fixe et Internet"), heading("opérateur de téléphonie fixe et Internet"));
    assert_ne!(heading("Banque"), heading("Banque en ligne"));
    assert_eq!(heading("Business class"), "business class");
}

#[test]
fn every_single_character_folds_once_and_for_all() {
    // The planes above hold ideographs and private characters that nothing folds.
    for c in '\0'..='\u{1ffff}' {
        let name = format!("a {c}b");
        assert_eq!(key(&key(&name)), key(&name), "U+{:04X}", c as u32);
    }
}

/// Names made of the parts that steps look for, in any order.
fn name() -> impl Strategy<Value = String> {
    let part = proptest::sample::select(vec![
        "la", "l'", "L’", "et", "&", "+", " ", " ", ".", "-", "st", "SA", "S.A.", "Co", "GmbH", "SpA",
        ".com", "www.", "ii", "x", "v.i", "Canal", "é", "groupe", "France", "œ", "Σ", "İ", "(", "3",
    ]);
    prop_oneof![proptest::collection::vec(part, 0..9).prop_map(|parts| parts.concat()), ".{0,24}"]
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(name in name()) {
        prop_assert_eq!(key(&key(&name)), key(&name));
        prop_assert_eq!(heading(&heading(&name)), heading(&name));
    }

    #[test]
    fn only_a_blank_name_has_an_empty_key(name in name()) {
        prop_assert_eq!(key(&name).is_empty(), name.trim().is_empty());
    }

    #[test]
    fn the_order_in_which_steps_are_listed_does_not_matter(name in name(), steps in Just(Step::ALL.to_vec()).prop_shuffle()) {
        prop_assert_eq!(fold_with(&name, &steps), fold_with(&name, Step::ALL));
    }

    #[test]
    fn capitals_accents_and_blanks_around_a_plain_name_do_not_matter(name in "[a-z]{5,8}( [a-z]{4,8}){0,2}") {
        prop_assert_eq!(key(&format!("  {} ", name.to_uppercase())), key(&name));
        prop_assert_eq!(key(&name.replace('e', "é").replace(' ', "  ")), key(&name));
    }

    #[test]
    fn a_slug_is_an_identifier(name in name()) {
        prop_assert!(CompanyId::new(&slug(&name)).is_ok(), "{:?} gives {:?}", name, slug(&name));
        prop_assert!(CompanyId::new(&slug(&key(&name))).is_ok());
    }

    #[test]
    fn long_names_keep_different_slugs(start in "[a-z]{60}", one in "[a-z]{1,9}", other in "[a-z]{1,9}") {
        prop_assert_eq!(slug(&format!("{start}{one}")) == slug(&format!("{start}{other}")), one == other);
    }
}
