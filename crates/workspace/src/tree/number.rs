//! Values that are numbers, years, days and ranges of them.

use std::ops::RangeInclusive;

use toml::de::DeValue;

use super::field::Field;
use crate::value::{self, quoted};
use model::{Day, Window, Year};

/// Whether a range may consist of a single number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// Both ends may be the same number.
    MayMeet,
    /// The second is larger.
    Differ,
}

impl Field<'_> {
    /// A whole number within limits.
    pub fn whole<N: TryFrom<i64>>(self, limits: RangeInclusive<i64>) -> Option<N> {
        let Some(number) = self.value.get_ref().as_integer() else {
            self.is_not("a whole number", "write digits only, without quotes".into());
            return None;
        };
        let number = i64::from_str_radix(number.as_str(), number.radix()).ok();
        let fits = number.filter(|n| limits.contains(n)).and_then(|n| N::try_from(n).ok());
        if fits.is_none() {
            let what = format!("{} is out of range", self.written());
            self.refuse(what, format!("write a whole number from {} to {}", limits.start(), limits.end()));
        }
        fits
    }

    /// A year.
    pub fn year(self) -> Option<Year> {
        self.whole(all_years()).and_then(Year::new)
    }

    /// A date, a year, or a text such as "2012-06".
    pub fn day(self) -> Option<Day> {
        match self.value.get_ref() {
            DeValue::String(_) => self.read(value::day),
            DeValue::Integer(year) => self.checked(year.as_str(), value::day(year.as_str())),
            DeValue::Datetime(date) => self.checked(&date.to_string(), value::day(&date.to_string())),
            DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => {
                self.is_not(
                    "a date",
                    format!("write {0} = 2012-06-07, {0} = \"2012-06\" or {0} = 2012", self.key),
                );
                None
            }
        }
    }

    /// Two numbers, the smaller first.
    pub fn range<N: TryFrom<i64> + PartialOrd>(
        self,
        limits: RangeInclusive<i64>,
        ends: Ends,
    ) -> Option<(N, N)> {
        let items = self.items()?;
        let [low, high] = items[..] else {
            let written = self.written();
            let what = format!("`{}` is {written}, and should be two numbers", self.key);
            self.refuse(what, "write the smallest and the largest, such as [3, 20]");
            return None;
        };
        let (low, high): (Option<N>, Option<N>) = (low.whole(limits.clone()), high.whole(limits));
        let (low, high) = low.zip(high)?;
        if low < high || (low == high && ends == Ends::MayMeet) {
            return Some((low, high));
        }
        let written = self.written();
        self.refuse(format!("`{}` is {written}, an empty range", self.key), "put the smaller number first");
        None
    }

    fn written(self) -> String {
        quoted(&self.file.text[self.span()])
    }

    /// Years from first to last.
    pub fn years(self) -> Option<Window> {
        let (from, to) = self.range(all_years(), Ends::MayMeet)?;
        Window::new(Year::new(from)?, Year::new(to)?)
    }
}

fn all_years() -> RangeInclusive<i64> {
    Year::FIRST.get()..=Year::LAST.get()
}
