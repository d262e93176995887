//! Files of earlier builds that a dossier no longer gives.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::manifest::{Entry, Manifest, hash};
use super::{Error, Ready, write};

/// A file of an earlier build that the dossier no longer gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    /// Where it is, or was.
    pub path: PathBuf,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a file that the dossier no longer gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays: nobody asked for its removal, or the system refused it.
    Left,
    /// It stays, for somebody changed it.
    Edited,
    /// It stays, for an office program has it open.
    Open(&'static str),
    /// It was removed.
    Removed,
}

/// Looks for leftovers among the files the manifest knows; `claimed` are the names
/// that belong to today's documents. With `prune` those that are as the program left
/// them go.
///
/// # Errors
/// [`Error::Write`] if the manifest cannot be written after a removal.
pub(super) fn leftovers(
    ready: &Ready,
    folder: &Path,
    claimed: &HashSet<String>,
    prune: bool,
) -> Result<Vec<Leftover>, Error> {
    // Nobody else may write what is looked at and then removed.
    let _lock = prune.then(|| write::lock(folder));
    let manifest = Manifest::read(folder);
    let leftovers: Vec<Leftover> = manifest
        .entries()
        .filter(|(name, entry)| !claimed.contains(*name) && is_left(entry, ready))
        .filter_map(|(name, entry)| {
            let path = folder.join(name);
            let bytes = write::read(&path).ok()??;
            let fate = match write::opened_by(&path) {
                _ if !entry.is_of(&hash(&bytes)) => Fate::Edited,
                Some(program) if prune => Fate::Open(program),
                None if prune && write::remove(&path).is_ok() => Fate::Removed,
                _ => Fate::Left,
            };
            Some(Leftover { path, fate })
        })
        .collect();
    if leftovers.iter().any(|one| one.fate == Fate::Removed) {
        Manifest::update(folder, |_| {})?;
    }
    Ok(leftovers)
}

/// Whether a file that today's build does not give has lost its source: a report on
/// an earlier period has not as long as the dossier knows the period.
fn is_left(entry: &Entry, ready: &Ready) -> bool {
    let period = entry.origin.period.as_deref();
    period.is_none_or(|id| ready.period.as_deref() == Some(id) || !ready.has_period(id))
}
