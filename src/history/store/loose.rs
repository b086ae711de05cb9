//! Objects in files of their own: whether such a file can be unpacked to its end.
//!
//! libgit2 1.9 reads a file that ends too early for ever (libgit2/libgit2#7342). An audit meets such files: half a file
//! is what a lost disk or an altered byte leaves. So it looks first.

use std::fs::{File, read_dir};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use flate2::read::ZlibDecoder;

use super::damage::Damage;
use super::id::{Id, hex};

/// Which of the 256 folders for files of single objects are there. Where history is packed there are none, and asking for
/// each object's file takes as long as hashing it.
#[derive(Debug)]
pub(in crate::history) struct FanOut([bool; 256]);

impl FanOut {
    pub(in crate::history) fn of(objects: &Path) -> Self {
        // Where they cannot be listed, each file is asked for.
        let Ok(listed) = read_dir(objects) else {
            return Self([true; 256]);
        };
        let mut there = [false; 256];
        for name in listed.flatten().map(|entry| entry.file_name()) {
            if let Some(byte) = name.to_str().and_then(|name| u8::from_str_radix(name, 16).ok()) {
                there[usize::from(byte)] = true;
            }
        }
        Self(there)
    }

    /// What is wrong with the file of an object, if it has one.
    pub(in crate::history) fn fault(&self, objects: &Path, id: &Id, limit: u64) -> Option<Damage> {
        if self.0[usize::from(id[0])] {
            fault(objects, id, limit)
        } else {
            None
        }
    }
}

/// What is wrong with the file of an object; nothing when it is sound, or lies in a pack.
///
/// More than `limit` bytes are not unpacked: what is too large is refused by its size later on.
fn fault(objects: &Path, id: &Id, limit: u64) -> Option<Damage> {
    let file = match File::open(place(objects, id)) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        Err(error) => return Some(Damage::Said(error.to_string())),
    };
    let mut content = ZlibDecoder::new(file).take(limit);
    let mut buffer = vec![0; 64 << 10];
    loop {
        match content.read(&mut buffer) {
            Ok(0) => return None,
            Ok(_) => {}
            Err(error) => return Some(Damage::NotUnpacked(error.to_string())),
        }
    }
}

fn place(objects: &Path, id: &Id) -> PathBuf {
    let name = hex(id);
    objects.join(&name[..2]).join(&name[2..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    #[test]
    fn a_file_that_ends_early_is_named_wherever_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        let id = [0xab; 20];
        let file = place(folder.path(), &id);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        let mut whole = ZlibEncoder::new(Vec::new(), Compression::default());
        whole.write_all(b"blob 11\0hello world").unwrap();
        let whole = whole.finish().unwrap();
        assert_eq!(fault(folder.path(), &id, 1000), None, "not there");
        for end in 0..whole.len() {
            std::fs::write(&file, &whole[..end]).unwrap();
            assert!(fault(folder.path(), &id, 1000).is_some(), "{end}");
        }
        std::fs::write(&file, &whole).unwrap();
        assert_eq!(fault(folder.path(), &id, 1000), None);
    }
}
