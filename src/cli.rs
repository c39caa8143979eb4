//! The command line: words typed become one command.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::LazyLock;

use anyhow::Context;
use clap::{ColorChoice, CommandFactory, Parser, Subcommand};

use crate::commands::editions::EditionName;
use crate::commands::judge::{decide, terminal};
use crate::commands::show::{Show, by_word};
use crate::commands::{AnswerFormat, Colour, Console, ExitStatus, Network, Shell, Strictness, Volume};
use crate::commands::{
    accept, archive, badge, build, check, citations, claim, crawl, desk, doctor, draft, init, plan, publish,
    serve, show, verify, workshop,
};
use model::{Day, FigureId, Year};
use tables::Format;
use workspace::Language;

/// The prize of prizes of customer service: awards in, a leaderboard that can be cited out.
#[derive(Debug, Parser)]
#[command(name = "palmares", version = version(), max_term_width = 100, disable_help_subcommand = true)]
struct Cli {
    /// The folder with `sources.toml` [default: the nearest one upward]
    #[arg(long, global = true, value_name = "DIR")]
    workspace: Option<PathBuf>,
    /// The day of which the figures speak [default: today, UTC]
    #[arg(long, global = true, value_name = "DATE")]
    as_of: Option<Day>,
    /// Do not touch the network
    #[arg(long, global = true)]
    offline: bool,
    /// Only errors
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// More detail
    #[arg(long, short, global = true)]
    verbose: bool,
    /// Colours in messages
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    color: ColorChoice,
    #[command(subcommand)]
    command: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    #[command(flatten)]
    Inside(Command),
    #[command(flatten)]
    Anywhere(Anywhere),
}

#[derive(Debug, Subcommand)]
enum Anywhere {
    /// A fresh workspace for a country: its awards as we know them, sectors, one invented award to replace
    Init {
        /// The folder, made where there is none
        folder: PathBuf,
        #[command(flatten)]
        asked: init::InitArgs,
    },
    /// What the TOML files may hold, as JSON Schema, for an editor that completes and checks
    Schema {
        /// One of them [default: all, by name]
        #[arg(value_parser = init::files_with_schema())]
        file: Option<String>,
    },
    /// What a word of the files means: outcome, level, evidence, scale, held, claimed, any key or column
    Explain {
        /// The word [default: all words of cells]
        word: Option<String>,
    },
    /// The manual pages, one a command, for those who package the program
    #[command(hide = true)]
    Manual {
        /// The folder for them, which must be there
        folder: PathBuf,
    },
    /// What a shell needs to complete our words
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Fetch what is due, then build (also what `palmares` alone does)
    Run {
        /// Exit with 2 when something needs a person
        #[arg(long)]
        strict: bool,
    },
    /// Fetch the declared pages into the archive
    Crawl {
        #[command(flatten)]
        asked: crawl::CrawlArgs,
        /// How to answer
        #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
        format: AnswerFormat,
    },
    /// Evidence brought by hand
    Archive {
        #[command(subcommand)]
        what: archive::ArchiveCommand,
    },
    /// Check a list that a reader sent, and add it to the file of its source
    Accept {
        #[command(flatten)]
        asked: accept::AcceptArgs,
    },
    /// Build the database and the site from the archive and the data, without a network
    Build {
        /// Where the site goes [default: `public` in the workspace]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// The database only
        #[arg(long, conflicts_with = "out")]
        no_site: bool,
        /// Only if it would change what `palmares plan` said, by its hash
        #[arg(long, value_name = "HASH", conflicts_with = "no_site")]
        only_if: Option<String>,
        /// Exit with 2 when something needs a person
        #[arg(long)]
        strict: bool,
    },
    /// The tables of the database as Parquet, a year a folder, for engines such as DuckDB and Spark
    #[cfg(feature = "parquet")]
    Export {
        /// The folder, new or empty
        #[arg(long, value_name = "DIR")]
        parquet: PathBuf,
    },
    /// Say what a build would change on the site: figures added, moved and withdrawn, pages and files
    Plan {
        /// How to answer
        #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
        format: AnswerFormat,
    },
    /// Show the site on this machine as the files are now, reload it when one changes, and build it
    Serve {
        /// The port on 127.0.0.1
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Who judges on the review page [default: the user of this machine]
        #[arg(long)]
        who: Option<String>,
    },
    /// The draft of the yearly post: the sentences of the year's page, its charts beside it
    Post {
        /// The year
        year: Year,
        #[command(flatten)]
        written: draft::DraftArgs,
    },
    /// A consultant's pack of a sector or company: its figures with what it takes to defend them, as a document, deck or sheet
    Brief {
        /// A sector's identifier, or a company's identifier or any of its names
        about: String,
        /// Another company or sector, beside it
        #[arg(long, value_name = "NAME")]
        versus: Option<String>,
        #[command(flatten)]
        part: show::query::YearsAndCountry,
        #[command(flatten)]
        written: draft::DraftArgs,
    },
    /// Keep a leaderboard or chart to embed as it is today, at an address that no later build changes
    #[command(alias = "freeze")]
    Still {
        /// Its address on the site: classement/….html, or …#name for a chart on a page
        address: String,
    },
    /// Say what is wrong, missing, contradictory or different from what others published
    Check {
        /// Also count incomplete lists and unexplained gaps
        #[arg(long)]
        strict: bool,
        /// How to answer
        #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
        format: AnswerFormat,
    },
    /// Build, check what hosts would refuse, say what changed, and hand the site over
    Publish {
        /// Where it goes: git:ADDRESS#BRANCH or rsync:HOST:FOLDER [default: it stays in `public`]
        #[arg(long = "to", value_name = "TARGET")]
        target: Option<publish::Destination>,
        /// Freeze the site under this name first, such as 2026-01: no later build changes editions/NAME/
        #[arg(long, value_name = "NAME")]
        edition: Option<EditionName>,
    },
    /// Say what this machine and this workspace still lack, and how to get it
    Doctor,
    /// Hold what a company says of its prizes against what pages state
    Claim {
        #[command(flatten)]
        asked: claim::ClaimArgs,
        /// How to answer
        #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
        format: AnswerFormat,
    },
    /// Tell of every figure that documents cite whether it holds, changed or was withdrawn
    CheckCitations {
        /// Documents: DOCX, PPTX, XLSX, PDF, HTML, Markdown or text
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// How to answer
        #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
        format: AnswerFormat,
    },
    /// Follow published figures back to rows, passages and captures, and recompute them, without a network
    Verify {
        /// One figure, by its id
        #[arg(required_unless_present = "all")]
        id: Option<FigureId>,
        /// Every published figure, every marked number of the site, and every capture
        #[arg(long, conflicts_with = "id")]
        all: bool,
    },
    /// Mend the cited figures of a Markdown or HTML file that changed, and note at its end what moved
    Refresh {
        /// The file, which is written anew
        file: PathBuf,
    },
    /// Badges that companies show
    Badge {
        #[command(subcommand)]
        what: badge::BadgeCommand,
    },
    /// Write the words of another language into the workspace, as comments to translate
    Words {
        /// The language, by its two letters
        language: Language,
    },
    /// What a rule reads from a page, marked, and what it leaves unread
    Try {
        #[command(flatten)]
        asked: workshop::TryArgs,
    },
    /// Take the rows of archived pages that nothing reads, those first whose rows would move most
    Gather {
        #[command(flatten)]
        asked: desk::terminal::GatherArgs,
    },
    /// Judge the names that may be one company, those first that would move most
    Review {
        /// Who judges [default: the user of this machine]
        #[arg(long)]
        who: Option<String>,
    },
    /// Write one decision into decisions.toml
    Decide {
        #[command(subcommand)]
        what: decide::Decide,
    },
    /// Any published figure in the terminal
    Show {
        /// How to answer
        #[arg(long, global = true, value_parser = by_word(&Format::ALL, Format::word), default_value_t = Format::Table)]
        format: Format,
        #[command(subcommand)]
        what: Show,
    },
}

/// Reads the command line, does what it says, and tells how it ended.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let console = Console::new(volume(&cli), colour(cli.color));
    let outcome = match cli.command.unwrap_or(Verb::Inside(Command::Run { strict: false })) {
        Verb::Anywhere(command) => obey_anywhere(command, console),
        Verb::Inside(command) => Shell::open(cli.workspace, cli.as_of, console).and_then(|shell| {
            let network = if cli.offline { Network::Refused } else { Network::Allowed };
            obey(&shell, command, network)
        }),
    };
    ExitCode::from(outcome.unwrap_or_else(|error| console.failed(&error)) as u8)
}

fn obey_anywhere(command: Anywhere, console: Console) -> anyhow::Result<ExitStatus> {
    match command {
        Anywhere::Init { folder, asked } => init::init(&folder, &asked, console),
        Anywhere::Schema { file } => init::schema(file.as_deref(), console),
        Anywhere::Explain { word } => init::explain(word.as_deref(), console),
        Anywhere::Manual { folder } => {
            clap_mangen::generate_to(Cli::command(), &folder)
                .with_context(|| format!("cannot write the manual into {}", folder.display()))?;
            Ok(ExitStatus::Done)
        }
        Anywhere::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "palmares", &mut script);
            console.answer(&script).map(|()| ExitStatus::Done)
        }
    }
}

fn obey(shell: &Shell, command: Command, network: Network) -> anyhow::Result<ExitStatus> {
    match command {
        Command::Run { strict } => build::run(shell, network, strictness(strict)),
        Command::Crawl { asked, format } => crawl::crawl(shell, &asked, network, format),
        Command::Accept { asked } => accept::accept(shell, &asked),
        Command::Archive { what } => archive::archive(shell, &what),
        Command::Build { no_site: true, strict, .. } => build::database(shell, strictness(strict)),
        Command::Build { out, strict, only_if: Some(hash), .. } => {
            build::build_only_if(shell, out.as_deref(), strictness(strict), &hash)
        }
        Command::Build { out, strict, .. } => build::build(shell, out.as_deref(), strictness(strict)),
        #[cfg(feature = "parquet")]
        Command::Export { parquet } => crate::commands::export::parquet(shell, &parquet),
        Command::Plan { format } => plan::plan(shell, format),
        Command::Serve { port, who } => serve::serve(shell, port, who, network),
        Command::Gather { asked } => desk::terminal::gather(shell, &asked, network),
        Command::Post { year, written } => draft::post(shell, year, &written),
        Command::Brief { about, versus, part, written } => {
            draft::brief(shell, &about, versus.as_deref(), &part, &written)
        }
        Command::Still { address } => build::still(shell, &address),
        Command::Check { strict, format } => check::check(shell, strictness(strict), format),
        Command::Publish { target, edition } => publish::publish(shell, target.as_ref(), edition.as_ref()),
        Command::Words { language } => init::words(shell, language),
        Command::Doctor => doctor::doctor(shell),
        Command::Claim { asked, format } => claim::claim(shell, &asked, format),
        Command::CheckCitations { files, format } => citations::check(shell, &files, format),
        Command::Verify { id, all: _ } => verify::verify(shell, id),
        Command::Refresh { file } => citations::refresh(shell, &file),
        Command::Badge { what } => badge::badge(shell, &what),
        Command::Try { asked } => workshop::try_rule(shell, &asked),
        Command::Review { who } => terminal::review(shell, who),
        Command::Decide { what } => decide::decide(shell, &what),
        Command::Show { format, what } => show::show(shell, &what, format),
    }
}

/// The version and, in a release, the commit that it was built from (`tests/with/release`).
fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| match option_env!("PALMARES_COMMIT") {
        Some(commit) => format!("{} ({commit})", env!("CARGO_PKG_VERSION")),
        None => env!("CARGO_PKG_VERSION").to_owned(),
    });
    &VERSION
}

fn strictness(strict: bool) -> Strictness {
    if strict { Strictness::Strict } else { Strictness::Lenient }
}

fn volume(cli: &Cli) -> Volume {
    match (cli.quiet, cli.verbose) {
        (true, _) => Volume::Quiet,
        (false, false) => Volume::Normal,
        (false, true) => Volume::Verbose,
    }
}

fn colour(when: ColorChoice) -> Colour {
    match when {
        ColorChoice::Always => Colour::On,
        ColorChoice::Never => Colour::Off,
        ColorChoice::Auto => Colour::of_terminal(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
