//! Markdown becomes HTML that can do no harm: markup in the text is shown, not obeyed; a link that is no address of the
//! web, of the site or of a mailbox is plain words; a picture is its description, for pages load nothing from elsewhere.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::words::Typography;

pub(super) struct MarkdownRead {
    /// Its first heading of the first level, which is not repeated in the text.
    pub title: Option<String>,
    pub html: String,
}

#[derive(Default)]
struct MarkdownPlace {
    in_title: bool,
    /// Inside a block of code, whose signs are left alone.
    in_code: bool,
    /// Of the links around this place, those that are shown as links.
    links: Vec<bool>,
}

pub(super) fn read(text: &str, typography: &Typography) -> MarkdownRead {
    let (mut title, mut place): (Option<String>, MarkdownPlace) = (None, MarkdownPlace::default());
    let mut kept = Vec::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) if title.is_none() => {
                place.in_title = true;
                title = Some(String::new());
            }
            Event::End(TagEnd::Heading(HeadingLevel::H1)) if place.in_title => place.in_title = false,
            Event::Text(words) | Event::Code(words) if place.in_title => {
                title.iter_mut().for_each(|title| title.push_str(&typography.set(&words)));
            }
            _ if place.in_title => {}
            event => kept.extend(harmless(event, &mut place, typography)),
        }
    }
    let mut html = String::new();
    html::push_html(&mut html, kept.into_iter());
    MarkdownRead { title, html }
}

/// What is kept of an event.
fn harmless<'t>(event: Event<'t>, place: &mut MarkdownPlace, typography: &Typography) -> Option<Event<'t>> {
    match &event {
        Event::Html(markup) | Event::InlineHtml(markup) => return Some(Event::Text(markup.clone())),
        Event::Start(Tag::CodeBlock(_)) => place.in_code = true,
        Event::End(TagEnd::CodeBlock) => place.in_code = false,
        Event::Start(Tag::Link { dest_url, .. }) => {
            place.links.push(leads_somewhere(dest_url));
            return place.links.last().copied().unwrap_or(false).then_some(event);
        }
        Event::End(TagEnd::Link) => return place.links.pop().unwrap_or(false).then_some(event),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
        Event::Text(words) if !place.in_code => {
            return Some(Event::Text(CowStr::from(typography.set(words))));
        }
        // A second title is a section like the others.
        Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
            return Some(Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            }));
        }
        Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
            return Some(Event::End(TagEnd::Heading(HeadingLevel::H2)));
        }
        _ => {}
    }
    Some(event)
}

/// An address of the web or of a mailbox, or a path inside the site.
fn leads_somewhere(address: &str) -> bool {
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
    known || (!address.is_empty() && !address.starts_with('/') && !address.contains([':', '\\']))
}

#[cfg(test)]
mod tests {
    use crate::pages::article::markdown::*;
    use crate::words::tests::french;

    fn html(text: &str) -> String {
        read(text, &french().typography).html
    }

    #[test]
    fn the_first_heading_is_the_title_and_the_rest_the_text() {
        let read = read("# Qui *sommes*-nous ?\n\nDeux `personnes`.\n\n# Encore", &french().typography);
        assert_eq!(read.title.as_deref(), Some("Qui sommes-nous\u{202f}?"));
        assert_eq!(read.html, "<p>Deux <code>personnes</code>.</p>\n<h2>Encore</h2>\n");
    }

    #[test]
    fn markup_is_shown_and_never_obeyed() {
        let shown = html(
            "a <script>alert(1)</script> b\n\n<img src=x onerror=alert(1)>\n\n![pixel](https://t.example/p.gif)",
        );
        assert!(!shown.contains("<script") && !shown.contains("<img"), "{shown}");
        assert!(shown.contains("&lt;script&gt;") && shown.contains("pixel"), "{shown}");
    }

    #[test]
    fn only_addresses_become_links() {
        assert!(
            html("[a](https://example.org/) [b](../methode.html) <a@example.org>").matches("<a ").count()
                == 3
        );
        for wrong in
            ["javascript:alert(1)", "JaVaScript:alert(1)", "data:text/html,x", "//evil.example", "\\\\x"]
        {
            assert!(!html(&format!("[word]({wrong})")).contains("<a "), "{wrong}");
        }
    }

    #[test]
    fn code_keeps_its_signs() {
        assert!(html("```\nl'an ;\n```").contains("l'an ;"));
        assert!(html("l'an ;").contains("l’an\u{202f};"));
    }
}
