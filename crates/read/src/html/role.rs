//! What an element does to the text around it.

/// What an element does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Text runs on through it.
    Inline,
    /// It begins and ends a line.
    Block,
    /// A block that closes an open paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A term or description of a list.
    Term,
    List,
    Break,
    /// Text whose line breaks count.
    Verbatim,
    Table,
    Section,
    Row,
    Cell,
    Void,
    /// An element whose content is no markup, and is not shown.
    Raw,
    /// An element that is not shown.
    Hidden,
    Text,
}

impl Role {
    /// The role of the element with this name, in any case.
    pub fn of(name: &[u8]) -> Self {
        let mut small = [0; 10];
        let Some(small) = small.get_mut(..name.len()) else { return Self::long(name) };
        small.copy_from_slice(name);
        small.make_ascii_lowercase();
        match &*small {
            b"p" => Self::Paragraph,
            b"div" | b"section" | b"article" | b"main" | b"header" | b"footer" | b"nav" | b"aside"
            | b"form" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"fieldset" | b"figure"
            | b"address" | b"center" | b"details" | b"summary" | b"dialog" | b"hgroup" | b"search" => {
                Self::Block
            }
            b"body" | b"html" | b"legend" | b"caption" | b"option" | b"optgroup" | b"frameset" => Self::Block,
            b"li" => Self::Item,
            b"dt" | b"dd" => Self::Term,
            b"ul" | b"ol" | b"dl" | b"menu" | b"dir" => Self::List,
            b"br" => Self::Break,
            b"hr" => Self::Break,
            b"pre" | b"listing" => Self::Verbatim,
            b"table" => Self::Table,
            b"tbody" | b"thead" | b"tfoot" => Self::Section,
            b"tr" => Self::Row,
            b"td" | b"th" => Self::Cell,
            b"area" | b"base" | b"basefont" | b"bgsound" | b"col" | b"embed" | b"frame" | b"img"
            | b"input" | b"keygen" | b"link" | b"meta" | b"param" | b"source" | b"track" | b"wbr" => {
                Self::Void
            }
            b"script" | b"style" | b"textarea" | b"title" | b"xmp" | b"iframe" | b"noembed" | b"noframes" => {
                Self::Raw
            }
            b"head" | b"noscript" | b"template" | b"svg" | b"math" | b"object" | b"audio" | b"video"
            | b"canvas" => Self::Hidden,
            _ => Self::Inline,
        }
    }

    fn long(name: &[u8]) -> Self {
        if name.eq_ignore_ascii_case(b"blockquote") || name.eq_ignore_ascii_case(b"figcaption") {
            Self::Block
        } else {
            Self::Inline
        }
    }

    /// Whether its start closes a paragraph that is still open.
    pub fn ends_paragraph(self) -> bool {
        match self {
            Self::Block
            | Self::Paragraph
            | Self::Item
            | Self::Term
            | Self::List
            | Self::Verbatim
            | Self::Table => true,
            Self::Section | Self::Row | Self::Cell | Self::Break => false,
            Self::Inline | Self::Void | Self::Raw | Self::Hidden | Self::Text => false,
        }
    }

    /// Whether it fences in what is open inside it from end tags that belong outside.
    pub fn fences(self) -> bool {
        match self {
            Self::Cell | Self::Table => true,
            Self::Block
            | Self::Paragraph
            | Self::Item
            | Self::Term
            | Self::List
            | Self::Break
            | Self::Verbatim => false,
            Self::Section | Self::Row | Self::Inline | Self::Void | Self::Raw | Self::Hidden | Self::Text => {
                false
            }
        }
    }
}
