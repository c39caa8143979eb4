//! The answer of a leaderboard to a content management system that asks how to show it (<https://oembed.com>).
//!
//! WordPress passes from an unknown site only `a`, `blockquote` and `iframe` with a few attributes, and hides a frame
//! that follows a `blockquote` until a script of its own answers: hence a frame alone.

use serde_json::json;

use crate::Page;
use crate::press::sheet::Sheet;
use crate::{sharing::embed::FRAME, sharing::embed::frame};

/// The answer for what stands at `stem`.
pub fn page(sheet: &Sheet, stem: &str, title: &str) -> Page {
    let settings = sheet.input.settings;
    let (width, height) = FRAME;
    let html = frame(&format!("{}{stem}.html", settings.base_url), title, &width.to_string());
    let answer = json!({
        "version": "1.0", "type": "rich", "title": title, "html": html, "width": width, "height": height,
        "provider_name": settings.title, "provider_url": settings.base_url, "author_name": settings.title,
        "cache_age": 86400,
    });
    let text = answer.to_string().replace('<', "\\u003c");
    Page { path: format!("{stem}.json"), bytes: text.into_bytes() }
}
