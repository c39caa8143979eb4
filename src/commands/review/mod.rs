//! `palmares review`: headings without a sector and names that may be one company, judged by single keys.

mod headings;
mod keys;
mod screen;
mod session;

use anyhow::Result;

use super::clerk::Clerk;
use super::{Outcome, Shell};
pub use headings::{Ended, Skipped, filed};
use keys::{Key, Keys};
use model::Verdict;
pub use session::{Answer, Session, Turn};

/// Asks question after question until none is left or the person stops.
pub fn review(shell: &Shell, who: Option<String>) -> Result<Outcome> {
    let mut clerk = Clerk::open(shell, who)?;
    let mut session = Session::default();
    let mut keys = Keys::open()?;
    if headings::ask(shell, &mut clerk, &mut keys)? == Ended::Stopped {
        return Ok(farewell(shell, &session, clerk.questions().len()));
    }
    let mut note = String::new();
    while let Some(turn) = session.turn(&clerk) {
        shell.console.answer(&screen::question(&turn, &note, keys.kind()))?;
        note = match keys.next()? {
            Key::Same => answered(&mut session, &mut clerk, &turn, Answer::Judged(Verdict::Same)),
            Key::Different => answered(&mut session, &mut clerk, &turn, Answer::Judged(Verdict::Different)),
            Key::Skip => answered(&mut session, &mut clerk, &turn, Answer::Skipped),
            Key::Undo => session.undo(&mut clerk).unwrap_or_else(|refused| format!("{refused:#}")),
            Key::Why => {
                shell.console.answer(&screen::everything(&turn))?;
                session.why = keys.line()?;
                if session.why.is_empty() { String::new() } else { format!("why: {}", session.why) }
            }
            Key::Quit => return Ok(farewell(shell, &session, turn.left)),
            Key::Choice(_) | Key::Each | Key::Unknown => String::new(),
        };
    }
    shell.console.answer(&screen::noted(&note))?;
    Ok(farewell(shell, &session, 0))
}

fn answered(session: &mut Session, clerk: &mut Clerk, turn: &Turn, answer: Answer) -> String {
    // A refusal is told beside the next question, which is then the same one.
    session.answer(clerk, turn, answer).unwrap_or_else(|refused| format!("{refused:#}"))
}

fn farewell(shell: &Shell, session: &Session, left: usize) -> Outcome {
    let judged = session.judged();
    shell.console.say(&format!("judged    {judged}, {left} left; palmares build shows what has moved"));
    Outcome::Done
}
