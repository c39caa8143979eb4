//! A draft as Markdown.

use crate::press::sheet::Link;
use crate::sharing::draft::{DraftBlock, DraftCell, DraftNote};
use tables::markdown_escaped as escaped;

pub fn written(title: &str, blocks: &[DraftBlock]) -> String {
    let mut text = format!("# {}\n", escaped(title));
    for block in blocks {
        text.push('\n');
        text.push_str(&self::block(block));
    }
    text
}

fn block(block: &DraftBlock) -> String {
    match block {
        DraftBlock::Heading(heading) => format!("## {}\n", escaped(heading)),
        DraftBlock::Paragraph(sentences) => {
            let sentences: Vec<String> = sentences.iter().map(|sentence| self::sentence(sentence)).collect();
            sentences.join(" ") + "\n"
        }
        DraftBlock::List(items) => items.iter().map(|item| format!("- {}\n", sentence(item))).collect(),
        DraftBlock::Table(table) => {
            let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
            let head = row(table.heads.iter().map(|heading| escaped(heading)).collect());
            let rule = row(vec!["---".to_owned(); table.heads.len()]);
            let cell = |cell: &DraftCell| sentence(&cell.sentence());
            let rows = table.rows.iter().map(|cells| row(cells.iter().map(cell).collect()));
            [head, rule].into_iter().chain(rows).collect()
        }
        DraftBlock::Notes { notes, .. } => {
            let line = |(n, note): (usize, &DraftNote)| format!("{n}. {}\n", sentence(&note.sentence()));
            (1..).zip(notes).map(line).collect()
        }
        DraftBlock::Picture { title, file, .. } => format!("![{}]({file})\n", escaped(title)),
    }
}

fn sentence(pieces: &[Link]) -> String {
    let piece = |piece: &Link| match &piece.href {
        Some(href) => format!("[{}]({href})", escaped(&piece.name)),
        None => escaped(&piece.name),
    };
    pieces.iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use crate::sharing::draft::markdown::*;
    use crate::words::sentence::plain;

    #[test]
    fn links_and_signs_survive() {
        let link = Link { name: "C*A_B".into(), href: Some("https://example.org/a.html".into()) };
        let blocks = [DraftBlock::Paragraph(vec![vec![plain("Voici "), link], vec![plain("Fin.")]])];
        assert_eq!(
            written("Bilan #1", &blocks),
            "# Bilan \\#1\n\nVoici [C\\*A\\_B](https://example.org/a.html) Fin.\n"
        );
    }
}
