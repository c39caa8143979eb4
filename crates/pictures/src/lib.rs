//! Drawings become PNG pictures, with the letters that the caller brings: no font of the machine plays a part.
//!
//! In: a drawing as SVG, and the pictures of an earlier build. Out: the same bytes on every machine, taken from the
//! earlier build where the drawing is the same. A crate of its own because shaping letters is a third of all that is
//! compiled; without the feature `draw` there is no picture, and all else is as it was.

#[cfg(feature = "draw")]
mod ink; // pixels become bytes
#[cfg(feature = "draw")]
mod stamp; // what a picture was drawn from
#[cfg(feature = "draw")]
mod studio; // drawings become pixels

#[cfg(feature = "draw")]
pub use studio::Studio;

/// The picture of an earlier build at a path: one whose drawing is the same is not drawn again.
// Asked one by one: those of ten thousand companies fill a third of a gigabyte.
pub type Pictures<'a> = dyn Fn(&str) -> Option<Vec<u8>> + Sync + 'a;

/// No picture of an earlier build.
pub fn none(_path: &str) -> Option<Vec<u8>> {
    None
}

/// A drawing that could not be rendered.
#[derive(Debug, thiserror::Error)]
#[error("picture {name}: {reason}; mend templates/chart/, or remove the override")]
pub struct PictureError {
    name: String,
    reason: String,
}

/// Whether drawings become pictures in this build.
pub const DRAWS: bool = cfg!(feature = "draw");

#[cfg(not(feature = "draw"))]
pub struct Studio<'a>(std::marker::PhantomData<&'a Pictures<'a>>);

#[cfg(not(feature = "draw"))]
impl<'a> Studio<'a> {
    pub fn new(_: impl IntoIterator<Item = Vec<u8>>, _: &'a Pictures<'a>) -> Result<Self, PictureError> {
        Ok(Self(std::marker::PhantomData))
    }

    pub fn png(&self, _: &str, _: &str, _: u32) -> Result<Option<Vec<u8>>, PictureError> {
        Ok(None)
    }
}
