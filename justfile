# What a maintainer types. `just` alone lists it.

[private]
default:
    @just --list --unsorted

# Build the program and the site of this repository, and show it
site:
    cargo run --release -- serve

# What every change must pass, quickly
check:
    cargo fmt --check
    cargo clippy --workspace --all-targets -- -D warnings

# All tests without foreign programs
test:
    cargo test --workspace

# The tests of one crate: just crate rank
crate NAME *ARGS:
    cargo test -p palmares-{{NAME}} {{ARGS}}

# The tests that need servers, browsers and readers of others; they are installed into target/with
real:
    tests/with/install
    cargo test -- --ignored --skip program_killed --skip lighthouse
    cargo test --test suite -- --ignored lighthouse

# Does the working tree publish the same bytes as OLD, a program built earlier? Without OLD: as origin/main
same *OLD:
    tests/with/same {{OLD}}

# Write the expected outputs of the tests anew; read the difference before you commit it
accept:
    INSTA_UPDATE=always cargo test --workspace

# Licences, sources and bans of what is linked (after tests/with/install)
deny:
    target/with/deny/bin/cargo-deny check licenses bans sources

# Fifty kills of crawl and build
kill:
    cargo test --test suite -- --ignored program_killed

# What could go wrong, tried: every row an attempt, what was expected, what was seen; the totals go to docs/reliability.md
attempts *ARGS:
    cargo build
    target/with/python/bin/python3 tests/with/attempts --long --write {{ARGS}}

# The bill of materials and the notices of third parties, into target/bill
bill:
    tests/with/bill

# The program beside sqlite3, DuckDB and polars on a million rows, into docs/performance.md; --xl for three million
bench *ARGS:
    cargo build --release
    tests/with/install bench
    tests/with/bench {{ARGS}}

# The pictures of the README and the book, taken anew; all, or those named: just pictures start review
pictures *NAMES:
    cargo build
    node tests/with/pictures.js target/debug/palmares target/with/node/node_modules {{NAMES}}

# The book of docs/, into target/book
book:
    tests/with/install
    target/with/book/bin/mdbook build docs

# All that a submission must pass, as on a fresh machine
ci:
    bash .ci/run
