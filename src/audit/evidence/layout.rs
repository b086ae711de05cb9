//! The one form of a zip file that evidence has: every byte of it belongs to a file or says where one lies.
//!
//! Readers of zip files are made to find their way through anything, so that two of them can see different files in the
//! same bytes. Here the files lie side by side from the first byte on, the list of them follows, and the same is said at
//! both places.

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::archive_error::{ArchiveError, ZipFault};

const FILE: &[u8] = b"PK\x03\x04";
const LISTED: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const FILE_HEAD: usize = 30;
const LISTED_HEAD: usize = 46;
const END_LENGTH: usize = 22;

/// The flag by which a name is UTF-8.
const UTF_8: u16 = 1 << 11;
const ENCRYPTED: u16 = 1;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// The kind of file in what Unix keeps of one, and an ordinary file.
const KIND: u32 = 0o170_000;
const ORDINARY: u32 = 0o100_000;

/// One file as it lies in there.
pub(super) struct Packed<'a> {
    pub(super) name: &'a str,
    /// How large it says that it is.
    pub(super) size: u64,
    checksum: u32,
    deflated: bool,
    bytes: &'a [u8],
}

impl Packed<'_> {
    /// Its content; it has to be as large as it says, and to be all that lies there.
    pub(super) fn unpack(&self) -> Result<Vec<u8>, ArchiveError> {
        let damaged = || ArchiveError::Damaged(self.name.to_owned());
        let size = usize::try_from(self.size).map_err(|_| ArchiveError::TooLarge)?;
        let content = if self.deflated {
            // One byte more, so that a longer one is noticed.
            let mut content = Vec::with_capacity(size + 1);
            let mut stream = Decompress::new(false);
            let status = stream
                .decompress_vec(self.bytes, &mut content, FlushDecompress::Finish)
                .map_err(|_| damaged())?;
            if status != Status::StreamEnd || stream.total_in() != self.bytes.len() as u64 {
                return Err(damaged());
            }
            content
        } else {
            self.bytes.to_vec()
        };
        let mut sum = Crc::new();
        sum.update(&content);
        if content.len() == size && sum.sum() == self.checksum {
            Ok(content)
        } else {
            Err(damaged())
        }
    }
}

/// The files of a zip file, in the order in which they lie.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Packed<'_>>, ArchiveError> {
    let end = bytes
        .len()
        .checked_sub(END_LENGTH)
        .and_then(|at| Field::at(bytes, at, END));
    let Some(end) = end else {
        // What is behind the end of a sound one is told from what never was one.
        let somewhere = bytes.windows(END.len()).any(|four| four == END);
        return Err(if somewhere {
            ArchiveError::Around
        } else {
            ArchiveError::Broken(ZipFault::NoEnd)
        });
    };
    let (count, list, starts) = (end.two(10)?, end.four(12)?, end.four(16)?);
    if [end.two(4)?, end.two(6)?] != [0, 0] || end.two(8)? != count {
        return Err(ArchiveError::Broken(ZipFault::OneOfSeveral));
    }
    if end.two(20)? != 0 || u64::from(starts) + u64::from(list) + END_LENGTH as u64 != bytes.len() as u64 {
        return Err(ArchiveError::Around);
    }
    let (mut file_at, mut listed_at) = (0, starts as usize);
    let mut files = Vec::new();
    for _ in 0..count {
        let listed = Field::at(bytes, listed_at, LISTED).ok_or(ArchiveError::Broken(ZipFault::ListCutOff))?;
        let file = Field::at(bytes, file_at, FILE).ok_or(ArchiveError::Around)?;
        let name_length = usize::from(listed.two(28)?);
        let name = listed.slice(LISTED_HEAD, name_length)?;
        // Flags, kind of compression, checksum, both sizes, length of the name, and the name.
        let same = listed.slice(8, 4)? == file.slice(6, 4)?
            && listed.slice(16, 14)? == file.slice(14, 14)?
            && file.slice(FILE_HEAD, name_length)? == name;
        if !same || listed.four(42)? as usize != file_at {
            return Err(ArchiveError::Broken(ZipFault::ListUnfit));
        }
        if listed.two(30)? != 0 || listed.two(32)? != 0 || listed.two(34)? != 0 || file.two(28)? != 0 {
            return Err(ArchiveError::Around);
        }
        let name = std::str::from_utf8(name).map_err(|_| ArchiveError::Broken(ZipFault::NameNotUtf8))?;
        let (flags, method, kind) = (listed.two(8)?, listed.two(10)?, listed.four(38)? >> 16 & KIND);
        if flags & ENCRYPTED != 0 || (kind != 0 && kind != ORDINARY) {
            return Err(ArchiveError::NotPlain(name.to_owned()));
        }
        if flags & !UTF_8 != 0 || (method != STORED && method != DEFLATED) {
            return Err(ArchiveError::Broken(ZipFault::OtherPacking));
        }
        let packed = file.slice(FILE_HEAD + name_length, listed.four(20)? as usize)?;
        files.push(Packed {
            name,
            size: u64::from(listed.four(24)?),
            checksum: listed.four(16)?,
            deflated: method == DEFLATED,
            bytes: packed,
        });
        file_at += FILE_HEAD + name_length + packed.len();
        listed_at += LISTED_HEAD + name_length;
    }
    if file_at != starts as usize || listed_at + END_LENGTH != bytes.len() {
        return Err(ArchiveError::Around);
    }
    Ok(files)
}

/// What begins at a place with its mark.
struct Field<'a>(&'a [u8]);

impl<'a> Field<'a> {
    fn at(bytes: &'a [u8], at: usize, mark: &[u8]) -> Option<Self> {
        bytes.get(at..).filter(|rest| rest.starts_with(mark)).map(Self)
    }

    fn slice(&self, at: usize, length: usize) -> Result<&'a [u8], ArchiveError> {
        let end = at.checked_add(length);
        end.and_then(|end| self.0.get(at..end))
            .ok_or(ArchiveError::Broken(ZipFault::CutOff))
    }

    fn two(&self, at: usize) -> Result<u16, ArchiveError> {
        Ok(self
            .slice(at, 2)?
            .iter()
            .rev()
            .fold(0, |value, byte| value << 8 | u16::from(*byte)))
    }

    fn four(&self, at: usize) -> Result<u32, ArchiveError> {
        Ok(self
            .slice(at, 4)?
            .iter()
            .rev()
            .fold(0, |value, byte| value << 8 | u32::from(*byte)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::archive::{Files, pack, unpack};
    use super::*;

    fn packed() -> Vec<u8> {
        let files: Files = [("a.txt", b"word ".repeat(100)), ("b.bundle", b"as it is".to_vec())]
            .map(|(name, bytes)| (name.to_owned(), bytes))
            .into();
        pack(&files).unwrap()
    }

    fn place(bytes: &[u8], mark: &[u8]) -> usize {
        bytes.windows(mark.len()).position(|some| some == mark).unwrap()
    }

    /// With bytes put in at a place, and all that says where things lie brought up to date as a careful forger would.
    fn put_in(at: usize, more: &[u8], sizes: &[(usize, usize)]) -> Vec<u8> {
        let mut bytes = packed();
        let end = bytes.len() - END_LENGTH;
        let (list, second) = (place(&bytes, LISTED), place(&bytes[4..], FILE) + 4);
        let second_listed = place(&bytes[list + 4..], LISTED) + list + 4;
        let mut add = |at: usize, width: usize, add: usize| {
            let old = bytes[at..at + width]
                .iter()
                .rev()
                .fold(0, |value, byte| value << 8 | usize::from(*byte));
            let new = (old + add).to_le_bytes();
            bytes[at..at + width].copy_from_slice(&new[..width]);
        };
        for (at, width) in sizes {
            add(*at, *width, more.len());
        }
        if at <= second {
            add(second_listed + 42, 4, more.len());
        }
        if at <= list {
            add(end + 16, 4, more.len());
        } else if at <= end {
            add(end + 12, 4, more.len());
        }
        bytes.splice(at..at, more.iter().copied());
        bytes
    }

    #[test]
    fn nothing_lies_beside_the_files_wherever_it_is_put() {
        let bytes = packed();
        assert_eq!(unpack(&put_in(0, b"", &[])).map(|files| files.len()), Ok(2));
        let (list, second) = (place(&bytes, LISTED), place(&bytes[4..], FILE) + 4);
        let second_listed = place(&bytes[list + 4..], LISTED) + list + 4;
        let (end, name) = (bytes.len() - END_LENGTH, "a.txt".len());
        let wrong = Err(ArchiveError::Around);
        assert_eq!(unpack(&put_in(second, b"more", &[])), wrong, "between two files");
        assert_eq!(unpack(&put_in(list, b"more", &[])), wrong, "between files and list");
        assert_eq!(
            unpack(&put_in(FILE_HEAD + name, b"more", &[(28, 2)])),
            wrong,
            "an extra field"
        );
        assert_eq!(
            unpack(&put_in(second_listed, b"more", &[(list + 30, 2)])),
            wrong,
            "an extra field in the list"
        );
        assert_eq!(
            unpack(&put_in(second_listed, b"more", &[(list + 32, 2)])),
            wrong,
            "a comment to a file"
        );
        assert_eq!(
            unpack(&put_in(bytes.len(), b"more", &[(end + 20, 2)])),
            wrong,
            "a comment"
        );
        assert_eq!(unpack(&[&bytes[..], b"more"].concat()), wrong, "behind the end");
        assert!(unpack(&[b"more", &bytes[..]].concat()).is_err(), "before the beginning");
        let behind = put_in(second, b"more", &[(18, 4), (list + 20, 4)]);
        assert_eq!(
            unpack(&behind),
            Err(ArchiveError::Damaged("a.txt".into())),
            "behind what is compressed"
        );
        assert!(unpack(&put_in(end, b"more", &[])).is_err(), "behind the list");
    }

    #[test]
    fn what_is_said_twice_is_said_the_same() {
        let bytes = packed();
        for at in (6..10).chain(14..FILE_HEAD).chain(FILE_HEAD..FILE_HEAD + 5) {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(unpack(&changed).is_err(), "{at}");
        }
        for cut in 0..bytes.len() {
            assert!(unpack(&bytes[..cut]).is_err(), "{cut}");
        }
    }
}
