//! A draft as a piece of HTML, to paste into an editor that keeps plain elements.

use crate::press::markup::escaped;
use crate::press::sheet::Link;
use crate::sharing::draft::{DraftBlock, DraftCell, DraftNote};

pub fn written(title: &str, blocks: &[DraftBlock]) -> String {
    let blocks: String = blocks.iter().map(block).collect();
    format!("<h1>{}</h1>\n{blocks}", escaped(title))
}

fn block(block: &DraftBlock) -> String {
    match block {
        DraftBlock::Heading(heading) => format!("<h2>{}</h2>\n", escaped(heading)),
        DraftBlock::Paragraph(sentences) => {
            let sentences: Vec<String> = sentences.iter().map(|sentence| self::sentence(sentence)).collect();
            format!("<p>{}</p>\n", sentences.join(" "))
        }
        DraftBlock::List(items) => {
            let items: String = items.iter().map(|item| format!("<li>{}</li>\n", sentence(item))).collect();
            format!("<ul>\n{items}</ul>\n")
        }
        DraftBlock::Table(table) => {
            let heads: String = table
                .heads
                .iter()
                .map(|heading| format!("<th scope=\"col\">{}</th>", escaped(heading)))
                .collect();
            let cell = |cell: &DraftCell| format!("<td>{}</td>", sentence(&cell.sentence()));
            let row = |cells: &Vec<_>| format!("<tr>{}</tr>\n", cells.iter().map(cell).collect::<String>());
            let rows: String = table.rows.iter().map(row).collect();
            format!("<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n")
        }
        DraftBlock::Notes { notes, .. } => {
            let note = |note: &DraftNote| format!("<li>{}</li>\n", sentence(&note.sentence()));
            format!("<ol>\n{}</ol>\n", notes.iter().map(note).collect::<String>())
        }
        DraftBlock::Picture { title, desc, file } => format!(
            "<figure><img src=\"{}\" alt=\"{}\"><figcaption>{}</figcaption></figure>\n",
            escaped(file),
            escaped(desc),
            escaped(title)
        ),
    }
}

fn sentence(pieces: &[Link]) -> String {
    let piece = |piece: &Link| match &piece.href {
        Some(href) => format!("<a href=\"{}\">{}</a>", escaped(href), escaped(&piece.name)),
        None => escaped(&piece.name),
    };
    pieces.iter().map(piece).collect()
}
