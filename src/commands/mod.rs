//! One file a verb; the only place where stages meet.
