//! The file in which what is known of a repository's objects is kept from run to run.
//!
//! It begins with its version; then come segments, each with its length and a checksum, in the order in which they were
//! added. Nothing in it is ever altered. What is cut off, overwritten or of another version is not read.

use std::cell::{OnceCell, RefCell};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::kept::{checksum, write_whole};
use super::known_objects::KnownObjects;

/// How each such file begins, whatever its version.
const KIND: &[u8] = b"adidem/known/";
/// And then goes on. Whoever alters what is held an odd head, or what else is kept, alters this too.
const VERSION: &[u8] = b"1\n";
/// Length and checksum of a segment.
const HEAD: usize = 8;
/// A larger file is begun anew: most of what it holds is then of histories that are gone.
const LARGEST: u64 = 1 << 30;

/// What is known, and the file in which it is kept. It is read when it is first asked for; what was learnt is added to it when
/// it is let go.
pub(in crate::history) struct KnownFile {
    file: PathBuf,
    /// Whether what was learnt is kept.
    is_kept: bool,
    contents: OnceCell<Contents>,
}

/// What was read from the file, and what was learnt since.
struct Contents {
    known: RefCell<KnownObjects>,
    /// How many bytes of facts came from the file.
    read: usize,
    /// How many bytes the file had then, as far as they were sound.
    sound: u64,
    /// Whether another version of the program wrote it.
    is_foreign: bool,
}

/// What a file holds.
enum Held {
    /// These facts, in so many bytes from its beginning.
    Facts(Box<KnownObjects>, u64),
    /// What another version of the program wrote: it is left alone.
    Foreign,
}

impl KnownFile {
    pub(in crate::history) fn at(file: PathBuf, is_kept: bool) -> Self {
        Self {
            file,
            is_kept,
            contents: OnceCell::new(),
        }
    }

    /// What is known; nothing where there is no file, or none that can be read.
    pub(in crate::history) fn objects(&self) -> &RefCell<KnownObjects> {
        let read = || {
            let held = held(&self.file).unwrap_or_else(|_| Held::Facts(Box::default(), 0));
            let (known, sound, is_foreign) = match held {
                Held::Facts(known, sound) => (*known, sound, false),
                Held::Foreign => (KnownObjects::default(), 0, true),
            };
            Contents {
                read: known.bytes().len(),
                known: RefCell::new(known),
                sound,
                is_foreign,
            }
        };
        &self.contents.get_or_init(read).known
    }

    /// Adds what was learnt to the file. Another process that does so at this moment comes first, and what was learnt here is
    /// found out again one day.
    fn keep(&self) -> io::Result<()> {
        let Some(contents) = self.contents.get() else {
            return Ok(());
        };
        let known = contents.known.borrow();
        let new = &known.bytes()[contents.read..];
        if new.is_empty() || !self.is_kept || contents.is_foreign {
            return Ok(());
        }
        let folder = self.file.parent().unwrap_or(&self.file);
        fs::create_dir_all(folder)?;
        let lock = File::options()
            .create(true)
            .append(true)
            .open(self.file.with_extension("lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let is_as_read = || fs::metadata(&self.file).is_ok_and(|now| now.len() == contents.sound);
        if contents.sound > 0 && contents.sound < LARGEST && is_as_read() {
            return append(&self.file, contents.sound, new);
        }
        // It has grown since, or is gone, or damaged.
        match held(&self.file) {
            Ok(Held::Facts(_, sound)) if sound > 0 && sound < LARGEST => append(&self.file, sound, new),
            Ok(Held::Facts(..)) => whole(&self.file, known.bytes()),
            Ok(Held::Foreign) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => whole(&self.file, known.bytes()),
            Err(error) => Err(error),
        }
    }
}

impl Drop for KnownFile {
    fn drop(&mut self) {
        // Without a place to keep it everything works as before; it only takes as long again.
        if !std::thread::panicking() {
            let _ = self.keep();
        }
    }
}

/// What a file holds, up to the first segment that is not as it was written.
fn held(file: &Path) -> io::Result<Held> {
    let mut bytes = Vec::new();
    File::open(file)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    let Some(rest) = bytes.strip_prefix(KIND) else {
        return Ok(Held::Facts(Box::default(), 0));
    };
    let Some(mut rest) = rest.strip_prefix(VERSION) else {
        // Cut off within its version it is nobody's.
        return Ok(if VERSION.starts_with(rest) {
            Held::Facts(Box::default(), 0)
        } else {
            Held::Foreign
        });
    };
    let mut facts = Vec::with_capacity(rest.len());
    while let Some((segment, after)) = segment(rest) {
        facts.extend(segment);
        rest = after;
    }
    let sound = (bytes.len() - rest.len()) as u64;
    Ok(match KnownObjects::of(facts) {
        Some(known) => Held::Facts(Box::new(known), sound),
        None => Held::Facts(Box::default(), 0),
    })
}

fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (sum, rest) = rest.split_first_chunk::<4>()?;
    let (facts, after) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    (!facts.is_empty() && checksum(facts) == u32::from_le_bytes(*sum)).then_some((facts, after))
}

/// Facts as a segment of the file. More than fits into one is not kept.
fn as_segment(facts: &[u8]) -> Option<Vec<u8>> {
    let mut segment = Vec::with_capacity(HEAD + facts.len());
    segment.extend(u32::try_from(facts.len()).ok()?.to_le_bytes());
    segment.extend(checksum(facts).to_le_bytes());
    segment.extend(facts);
    Some(segment)
}

/// Adds a segment behind what is sound. Where it is cut short, the next who reads passes over it, and the next who writes
/// takes its place.
fn append(file: &Path, sound: u64, facts: &[u8]) -> io::Result<()> {
    let Some(segment) = as_segment(facts) else {
        return Ok(());
    };
    let mut open = File::options().write(true).open(file)?;
    open.set_len(sound)?;
    open.seek(SeekFrom::Start(sound))?;
    open.write_all(&segment)
}

fn whole(file: &Path, facts: &[u8]) -> io::Result<()> {
    match as_segment(facts) {
        Some(segment) => write_whole(file, &[KIND, VERSION, &segment]),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::store::id::Id;

    fn id(number: u8) -> Id {
        [number; 20]
    }

    /// Learns which folder lies below the one of that number.
    fn learn(file: &Path, number: u8) {
        let known = KnownFile::at(file.to_owned(), true);
        known
            .objects()
            .borrow_mut()
            .learn_folder(id(number), &[b"contracts"], Some(id(number)));
    }

    /// Which of the first ten are known.
    fn known(file: &Path) -> Vec<u8> {
        let known = KnownFile::at(file.to_owned(), false);
        let known = known.objects().borrow();
        (0..10)
            .filter(|number| known.folder(id(*number), &[b"contracts"]) == Some(Some(id(*number))))
            .collect()
    }

    #[test]
    fn what_was_learnt_is_added_to_what_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/below/a.known");
        assert_eq!(known(&file), [0; 0]);
        learn(&file, 1);
        let before = fs::read(&file).unwrap();
        learn(&file, 2);
        assert_eq!(known(&file), [1, 2]);
        assert!(fs::read(&file).unwrap().starts_with(&before), "appended, not rewritten");
    }

    #[test]
    fn of_a_file_cut_anywhere_whole_segments_are_read_and_the_next_takes_the_place_of_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.known");
        learn(&file, 1);
        let one = fs::read(&file).unwrap().len();
        learn(&file, 2);
        let both = fs::read(&file).unwrap();
        for cut in 0..both.len() {
            fs::write(&file, &both[..cut]).unwrap();
            let expected: &[u8] = if cut < one { &[] } else { &[1] };
            assert_eq!(known(&file), expected, "cut at {cut}");
            learn(&file, 3);
            let expected: &[u8] = if cut < one { &[3] } else { &[1, 3] };
            assert_eq!(known(&file), expected, "cut at {cut}, and learnt again");
        }
    }

    #[test]
    fn noise_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.known");
        learn(&file, 1);
        let sound = fs::read(&file).unwrap();
        for at in KIND.len() + VERSION.len()..sound.len() {
            let mut altered = sound.clone();
            altered[at] ^= 0x21;
            fs::write(&file, altered).unwrap();
            assert_eq!(known(&file), [0; 0], "at {at}");
        }
        fs::write(&file, [0xA5; 5000]).unwrap();
        assert_eq!(known(&file), [0; 0]);
        learn(&file, 4);
        assert_eq!(known(&file), [4]);
    }

    #[test]
    fn what_a_newer_version_wrote_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.known");
        let newer = b"adidem/known/2\nwhatever";
        fs::write(&file, newer).unwrap();
        learn(&file, 1);
        assert_eq!(fs::read(&file).unwrap(), newer);
    }

    #[test]
    fn removed_while_it_is_in_use_it_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.known");
        learn(&file, 1);
        let held = KnownFile::at(file.clone(), true);
        held.objects()
            .borrow_mut()
            .learn_folder(id(2), &[b"contracts"], Some(id(2)));
        fs::remove_file(&file).unwrap();
        drop(held);
        assert_eq!(known(&file), [1, 2]);
    }

    #[test]
    fn two_that_write_at_once_leave_a_sound_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.known");
        std::thread::scope(|scope| {
            for number in 0..8 {
                let file = &file;
                scope.spawn(move || learn(file, number));
            }
        });
        let kept = known(&file);
        assert!(!kept.is_empty());
        learn(&file, 9);
        assert_eq!(known(&file), [kept, vec![9]].concat());
    }

    #[test]
    fn who_reads_only_leaves_no_trace_and_where_nothing_can_be_written_nothing_fails() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.known");
        let reading = KnownFile::at(file.clone(), false);
        reading
            .objects()
            .borrow_mut()
            .learn_folder(id(1), &[b"contracts"], None);
        drop(reading);
        assert!(!file.exists());
        // The folder that it should lie in is a file.
        fs::write(&file, b"").unwrap();
        learn(&file.join("b.known"), 1);
        assert_eq!(fs::read(&file).unwrap(), b"");
    }
}
