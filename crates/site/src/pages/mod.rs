//! One file a kind of page: figures in, the values of its template out.

pub mod article;
pub mod calendar;
pub mod calibration;
pub mod companies;
pub mod company;
pub mod compare;
pub mod corrections;
pub mod coverage;
pub mod data;
pub mod edition;
pub mod glossary;
pub mod home;
pub mod leaderboard;
pub mod method;
pub mod review;
pub mod sector;
pub mod sectors;
pub mod source;
pub mod sources;
pub mod titles;
pub mod trends;
