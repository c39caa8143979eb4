//! The review of a year: what its figures say, in sentences. The page of the year and the blogger's draft print the same.
//!
//! A sentence is a message with a condition on figures: where they do not carry it, it vanishes; a section without
//! any vanishes too. Every sentence that compares two years asks for two years of which we know half of the lists.

mod facts; // what the sentences are told from
mod figures; // how many, how new, how concentrated
mod lead; // who is first, the podium
mod limits; // what we do not know
mod movers; // who rose, fell, stayed
mod prizes; // what was counted
mod sectors; // where they come from

use serde::Serialize;

use crate::press::address::Board;
use crate::press::sheet::Sheet;
use crate::words::WordsError;
use crate::words::sentence::{Sentence, Told, text};

use facts::Facts;

/// What a year says.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Review {
    /// The headline.
    pub title: Sentence,
    /// The headline without its links.
    pub headline: String,
    /// The opening: who leads, and by how much.
    pub opening: Vec<Sentence>,
    /// The rest, in order.
    pub sections: Vec<Section>,
}

/// A part of the review.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Section {
    /// Which; also its anchor on the page.
    pub topic: Topic,
    pub heading: String,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// A list under them.
    pub items: Vec<Sentence>,
}

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Topic {
    /// The first three ranks.
    Podium,
    /// How many companies, how many of them new.
    Figures,
    /// Where the companies come from.
    Sectors,
    /// Who rose and who fell.
    Movers,
    /// What was counted.
    Prizes,
    /// What we do not know.
    Limits,
}

impl Topic {
    /// Every topic, in the order in which a review speaks of them.
    const ALL: [Self; 6] =
        [Self::Podium, Self::Figures, Self::Sectors, Self::Movers, Self::Prizes, Self::Limits];

    /// The message of its heading.
    fn heading(self) -> &'static str {
        match self {
            Self::Podium => "review.podium.heading",
            Self::Figures => "review.figures.heading",
            Self::Sectors => "review.sectors.heading",
            Self::Movers => "review.movers.heading",
            Self::Prizes => "review.prizes.heading",
            Self::Limits => "review.limits.heading",
        }
    }
}

impl Review {
    /// The review of a leaderboard of one year.
    pub fn of(sheet: &Sheet, board: Board) -> Result<Self, WordsError> {
        let facts = &Facts::of(sheet, board);
        let title = lead::title(facts)?;
        let sections: Result<Vec<Section>, WordsError> =
            Topic::ALL.into_iter().map(|topic| section(facts, topic)).collect();
        let told = |section: &Section| !(section.sentences.is_empty() && section.items.is_empty());
        Ok(Self {
            headline: text(&title),
            title,
            opening: gathered(lead::opening(facts))?,
            sections: sections?.into_iter().filter(told).collect(),
        })
    }
}

fn section(facts: &Facts, topic: Topic) -> Result<Section, WordsError> {
    let (sentences, items) = match topic {
        Topic::Podium => (lead::pack(facts), lead::podium(facts)?),
        Topic::Figures => (figures::sentences(facts), Vec::new()),
        Topic::Sectors => (sectors::sentences(facts), Vec::new()),
        Topic::Movers => (movers::sentences(facts), Vec::new()),
        Topic::Prizes => (prizes::sentences(facts), prizes::list(facts)?),
        Topic::Limits => (limits::sentences(facts), Vec::new()),
    };
    let heading = facts.sheet.words.text(topic.heading())?;
    Ok(Section { topic, heading, sentences: gathered(sentences)?, items })
}

/// The sentences that hold.
fn gathered(told: Vec<Told>) -> Result<Vec<Sentence>, WordsError> {
    told.into_iter().filter_map(Result::transpose).collect()
}
