//! The model of `[assist]`, asked one question.

use super::ask::Asker;
use crate::FetchError;
use model::Moment;
use workspace::{AssistSettings, CrawlSettings};

/// Puts a question to the service, which may be one of this machine, and gives its answer as it came. It follows no
/// redirect: what a workspace holds goes to the address that its owner wrote down, and nowhere else.
pub async fn ask_model(
    assist: &AssistSettings,
    key: Option<&str>,
    question: &str,
    settings: &CrawlSettings,
    clock: fn() -> Moment,
) -> Result<Vec<u8>, FetchError> {
    let mut settings = settings.clone();
    settings.allow_private = [assist.url.host().trim_matches(['[', ']']).to_owned()].into();
    Asker::new(&settings, clock)?.put(&assist.url, key, question).await
}
