//! A session: which questions were skipped and answered since it began, so that each step can be undone.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::commands::clerk::Clerk;
use model::Verdict;
use rank::questions::{Card, Question};

/// What a person does with a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Judges it.
    Judged(Verdict),
    /// Leaves it for another day.
    Skipped,
}

/// What was done since the session began.
#[derive(Debug, Default)]
pub struct Session {
    /// The reason given for the next answer.
    pub why: String,
    steps: Vec<(Answer, [String; 2])>,
}

/// The question at hand.
#[derive(Debug)]
pub struct Turn {
    /// The companies, as identifiers that a form can send back.
    pub pair: [String; 2],
    /// What is shown.
    pub card: Card,
    /// The how-manieth of the session, from 1.
    pub number: usize,
    /// How many questions wait, this one included.
    pub left: usize,
}

impl Session {
    /// The first question that was not skipped; nothing when none is left.
    pub fn turn(&self, clerk: &Clerk) -> Option<Turn> {
        let skipped: BTreeSet<&[String; 2]> = self
            .steps
            .iter()
            .filter(|(answer, _)| *answer == Answer::Skipped)
            .map(|(_, pair)| pair)
            .collect();
        let questions = clerk.questions();
        let mut open = questions.iter().filter(|question| !skipped.contains(&ids(question))).peekable();
        let first = *open.peek()?;
        Some(Turn {
            pair: ids(first),
            card: Card::new(clerk.register(), first),
            number: self.steps.len() + 1,
            left: open.count(),
        })
    }

    /// Takes an answer to a question, and says what was done.
    pub fn answer(&mut self, clerk: &mut Clerk, turn: &Turn, answer: Answer) -> Result<String> {
        let names = turn.card.sides.each_ref().map(|side| side.name.as_str());
        let [one, other] = names;
        let said = match answer {
            Answer::Skipped => format!("skipped “{one}” “{other}”"),
            Answer::Judged(verdict) => {
                let asked = format!("judged in review; {}", turn.card.reason);
                let why = if self.why.trim().is_empty() { asked.as_str() } else { self.why.as_str() };
                clerk.decide(verdict, one, other, why)?.to_string()
            }
        };
        self.why.clear();
        let kept = match answer {
            Answer::Skipped => turn.pair.clone(),
            Answer::Judged(_) => names.map(str::to_owned),
        };
        self.steps.push((answer, kept));
        Ok(said)
    }

    /// Takes back the last step.
    pub fn undo(&mut self, clerk: &mut Clerk) -> Result<String> {
        let Some((answer, pair)) = self.steps.pop() else { bail!("nothing to undo in this session") };
        match answer {
            Answer::Skipped => Ok("asked again".to_owned()),
            Answer::Judged(_) => {
                let [one, other] = pair.each_ref().map(String::as_str);
                Ok(clerk.undo(Some([one, other]), "taken back in review")?.to_string())
            }
        }
    }

    /// How many questions were judged or skipped.
    pub fn done(&self) -> usize {
        self.steps.len()
    }

    /// How many questions were judged.
    pub fn judged(&self) -> usize {
        self.steps.iter().filter(|(answer, _)| *answer != Answer::Skipped).count()
    }
}

fn ids(question: &Question) -> [String; 2] {
    [question.pair.one.to_string(), question.pair.other.to_string()]
}
