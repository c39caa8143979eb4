//! The command line: words typed become one command.
