//! Snapshots on disk: evidence that outlives this program.
