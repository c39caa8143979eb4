//! Awards become rankings, trends, benchmarks. Pure.
