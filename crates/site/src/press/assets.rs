//! What pages load: style, scripts and fonts, named by their content so that browsers may keep them for ever.

use std::iter;
use std::sync::OnceLock;

use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::press::theme::Theme;
use crate::{Input, Overrides, Page, pages::titles, parts::argue};

/// The built-in templates, messages and assets.
#[derive(RustEmbed)]
#[folder = "../../templates/"]
struct Builtin;

/// The fonts by the name that the style sheet gives them.
const FONTS: [&str; 4] = ["display", "display-ext", "text", "text-ext"];

/// A built-in text: a template, a table of messages, the style sheet.
pub(crate) fn builtin(name: &str) -> Option<String> {
    let file = Builtin::get(name)?;
    Some(String::from_utf8(file.data.into_owned()).expect("the files of this repository are UTF-8"))
}

/// The faces that pictures are lettered with, the same as the pages'.
const FACES: [&str; 6] =
    ["text-400", "text-600", "text-ext-400", "text-ext-600", "display-560", "display-ext-560"];

pub(crate) fn faces() -> impl Iterator<Item = Vec<u8>> {
    FACES.into_iter().map(|name| embedded(&format!("assets/fonts/{name}.ttf")))
}

/// The names of the built-in templates, in order.
pub(crate) fn templates() -> Vec<String> {
    let mut names: Vec<String> = Builtin::iter().map(|name| name.into_owned()).collect();
    names.retain(|name| [".html", ".xml", ".svg"].iter().any(|ending| name.ends_with(ending)));
    names.sort();
    names
}

/// The files that pages load, and the addresses of those they name.
pub(crate) struct Assets<'a> {
    input: &'a Input<'a>,
    small: Vec<Page>,
    /// The style sheet, from the root of the site.
    pub style: String,
    /// The style sheet itself less the charts, for the one page that must stand alone.
    pub style_text: String,
    /// The face of running text, from the root of the site. Asked for ahead of the style sheet that names it, it is there
    /// for the first page of a first visit; from disk no page may ask ahead, and it is found a moment later.
    pub face: String,
    /// The sign in the browser's tab, from the root of the site.
    pub icon: String,
    /// The sign before the title, where the workspace has one.
    pub logo: Option<String>,
    /// The colours of the workspace's own.
    pub theme: Theme,
    /// The script of the comparison, from the root of the site.
    pub compare: String,
    /// The style of a page that must stand alone on another site.
    pub embed_style: String,
    /// What a page gains where scripts run, from the root of the site.
    pub script: String,
    /// The script that makes files of what a page shows, from the root of the site.
    pub take: String,
    // All titles and all distinctions take a second of a hundred thousand awards: only for the pages that load them.
    titles: OnceLock<Page>,
    argue: OnceLock<Option<Page>>,
}

impl<'a> Assets<'a> {
    /// Hashes the built-in files; a workspace may replace all but the fonts.
    pub fn new(input: &'a Input<'a>) -> Self {
        let overrides = input.overrides;
        let mut files = Vec::new();
        let mut style = text(overrides, "assets/palmares.css");
        for font in FONTS {
            let bytes = embedded(&format!("assets/fonts/{font}.woff2"));
            let page = hashed(font, "woff2", bytes);
            let name = page.path.trim_start_matches("assets/").to_owned();
            style = style.replace(&format!("fonts/{font}.woff2"), &name);
            files.push(page);
        }
        let face =
            files.iter().find(|page| page.path.starts_with("assets/text.")).map(|page| page.path.clone());
        let face = face.expect("the faces are embedded");
        let charts = text(overrides, "chart/chart.css");
        let own = overrides.get("assets/theme.css").map_or("", String::as_str);
        let theme = Theme::of(&style, own);
        style.push_str(own);
        let embed_style = format!("{}{charts}{own}", text(overrides, "assets/embed.css"));
        let logo =
            overrides.get("assets/logo.svg").map(|svg| hashed("logo", "svg", svg.clone().into_bytes()));
        let sheet = hashed("palmares", "css", format!("{style}{charts}").into_bytes());
        let icon = hashed("icon", "svg", text(overrides, "assets/icon.svg").into_bytes());
        let script = hashed("palmares", "js", text(overrides, "assets/palmares.js").into_bytes());
        let compare = hashed("compare", "js", text(overrides, "assets/compare.js").into_bytes());
        let take = hashed("take", "js", text(overrides, "assets/take.js").into_bytes());
        let take_path = take.path.clone();
        let (style_path, icon_path) = (sheet.path.clone(), icon.path.clone());
        let (script_path, compare_path) = (script.path.clone(), compare.path.clone());
        let logo_path = logo.as_ref().map(|page| page.path.clone());
        files.extend([sheet, icon, script, take, compare]);
        files.extend(logo);
        files.extend(["display", "text"].map(licence));
        Self {
            input,
            small: files,
            style: style_path,
            style_text: style,
            face,
            icon: icon_path,
            logo: logo_path,
            theme,
            script: script_path,
            take: take_path,
            compare: compare_path,
            embed_style,
            titles: OnceLock::new(),
            argue: OnceLock::new(),
        }
    }

    /// All of them; the large ones are made when it comes to them.
    pub fn files(&self) -> impl Iterator<Item = &Page> {
        let large = iter::once_with(|| Some(self.titles())).chain(iter::once_with(|| self.argue()));
        self.small.iter().chain(large.flatten())
    }

    /// The script that looks up a title, with every title.
    pub fn titles(&self) -> &Page {
        let made = || titles::script(self.input, &text(self.input.overrides, "assets/titles.js"));
        self.titles.get_or_init(|| hashed("titles", "js", made().into_bytes()))
    }

    /// The script of the reader's own leaderboard with its data; none where its method is not one to weigh by hand.
    pub fn argue(&self) -> Option<&Page> {
        let made = || argue::script(self.input, &text(self.input.overrides, "assets/argue.js"));
        self.argue.get_or_init(|| Some(hashed("argue", "js", made()?.into_bytes()))).as_ref()
    }
}

/// The licence travels with the font.
fn licence(font: &str) -> Page {
    Page { path: format!("assets/{font}-OFL.txt"), bytes: embedded(&format!("assets/fonts/{font}-OFL.txt")) }
}

/// A file named by its content.
pub(crate) fn hashed(stem: &str, extension: &str, bytes: Vec<u8>) -> Page {
    let digest = Sha256::digest(&bytes);
    let short: String = digest.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    Page { path: format!("assets/{stem}.{short}.{extension}"), bytes }
}

/// A file that a workspace may replace.
pub(crate) fn text(overrides: &Overrides, name: &str) -> String {
    overrides.get(name).cloned().or_else(|| builtin(name)).expect("the style sheet and the icon are embedded")
}

fn embedded(name: &str) -> Vec<u8> {
    Builtin::get(name).expect("the fonts are embedded").data.into_owned()
}
