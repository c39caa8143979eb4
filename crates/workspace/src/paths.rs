//! The files that sources name: inside the workspace, each for one source.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::tree::Field;
use super::value::Wrong;
use model::SourceId;

/// The files that may be read, by source; notes the others.
pub fn readable(workspace: &Path, files: BTreeMap<SourceId, Field<'_>>) -> BTreeMap<SourceId, String> {
    let mut taken: BTreeMap<PathBuf, Field<'_>> = BTreeMap::new();
    let mut readable = BTreeMap::new();
    for (source, field) in files {
        let found = field.read(|text| found(workspace, text));
        let Some((name, path)) = found else { continue };
        match taken.get(&path) {
            Some(first) => refuse_shared(field, *first),
            None => {
                taken.insert(path, field);
                readable.insert(source, name);
            }
        }
    }
    readable
}

fn refuse_shared(second: Field<'_>, first: Field<'_>) {
    let remedy = "give each source a file of its own; a row does not say which source it belongs to";
    second.refuse_beside("two sources name the same file".into(), remedy, first);
}

/// The name within the workspace, and where it leads once links are followed.
fn found(workspace: &Path, text: &str) -> Result<(String, PathBuf), Wrong> {
    let outside =
        || Wrong::new("it leads out of the workspace", "name a file below this one, such as data/podium.csv");
    let parts = Path::new(text).components().filter(|part| *part != Component::CurDir);
    let inside = |part: Component<'_>| match part {
        Component::Normal(name) => name.to_str().map(str::to_owned),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
    };
    let parts: Vec<String> = parts.map(inside).collect::<Option<_>>().ok_or_else(outside)?;
    let missing =
        || Wrong::new("there is no such file", "create it, or correct the name; folders are divided by /");
    let path = workspace.join(parts.join("/")).canonicalize().map_err(|_| missing())?;
    let root = workspace.canonicalize().map_err(|_| missing())?;
    if !path.starts_with(root) {
        return Err(outside());
    }
    if path.is_dir() {
        Err(Wrong::new("it is a folder", "name a file in it"))
    } else {
        Ok((parts.join("/"), path))
    }
}
