//! Records become claims, claims become awards and measures. Pure.
